import { startDueRuns, type Context } from '@rollcall/directory'
import { openSyncWorld, sourceUser } from '@rollcall/directory/testing'
import { describeEachEngine } from '@rollcall/db/testing'
import { afterEach, expect, it } from 'vitest'
import { openJobQueue, type JobQueue } from './job-queue.ts'
import { startRunWorker, type RunWorker } from './run-worker.ts'

const log = { info() {}, warn() {}, error() {} }

describeEachEngine('schedules in two workers', (open) => {
  const closing: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of closing.splice(0).toReversed()) await one.close()
  })

  async function openWorker(ctx: Context, workerId: string): Promise<JobQueue> {
    const queue = await openJobQueue({ db: open(), log, worker: true })
    closing.push(queue)
    const own = { ...ctx, enqueueRun: queue.enqueueRun }
    const worker: RunWorker = await startRunWorker({ queue, workerId, log, contextFor: () => own })
    closing.push(worker)
    return queue
  }

  it('start one run for a slot that was missed, and work on it once', async () => {
    const clock = { now: new Date('2026-11-21T12:00:00.000Z') }
    const world = await openSyncWorld(open(), {
      users: [sourceUser('ada'), sourceUser('grace')],
      settings: { schedule: { cron: '0 2 * * *', timeZone: 'UTC' } },
      context: { now: () => clock.now },
    })
    clock.now = new Date('2026-11-24T08:00:00.000Z')
    const [queue] = await Promise.all([openWorker(world.ctx, 'one'), openWorker(world.ctx, 'two')])

    const runs = () =>
      open().client.syncRun.findMany({
        where: { connectionId: world.connection },
        select: { status: true, trigger: true, created: true },
      })
    while ((await runs())[0]?.status !== 'succeeded') await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await runs()).toEqual([{ status: 'succeeded', trigger: 'schedule', created: 2 }])

    const ctx = { ...world.ctx, enqueueRun: queue.enqueueRun }
    expect(await startDueRuns({ ctx })).toEqual([])
    const { nextRunAt } = await open().client.connection.findUniqueOrThrow({
      where: { id: world.connection },
    })
    expect(nextRunAt).toEqual(new Date('2026-11-25T02:00:00.000Z'))
  })
})
