import { describeEachEngine } from '@rollcall/db/testing'
import { runId, type RunId } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openJobQueue, type JobQueue } from './job-queue.ts'

const log = { info() {}, warn() {}, error() {} }
const id = (n: number) => runId.parse(`0199a1b0-0000-7000-8000-00000000000${n}`)

describeEachEngine('job queue', (open) => {
  const queues: JobQueue[] = []
  const done: RunId[] = []
  let release: () => void = () => {}
  let aborted = false

  beforeAll(async () => {
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    for (let i = 0; i < 2; i += 1) queues.push(await openJobQueue({ db: open(), log, worker: true }))
    for (const queue of queues) {
      await queue.work({
        async run(run, signal) {
          done.push(run)
          if (run !== id(9)) return
          signal.addEventListener('abort', () => {
            aborted = true
            release()
          })
          await held
        },
        sweep: async () => {},
      })
    }
  })
  afterAll(async () => {
    release()
    await Promise.all(queues.map((queue) => queue.close()))
  })

  const enqueue = async (run: RunId, fail = false) =>
    open()
      .change(async (tx) => {
        await queues[0]?.enqueueRun(tx, run)
        if (fail) throw new Error('rolled back')
      })
      .catch(() => {})
  const until = async (true_: () => boolean) => {
    while (!true_()) await new Promise((resolve) => setTimeout(resolve, 50))
  }

  it('knows nothing of a job whose transaction was rolled back', async () => {
    await enqueue(id(1), true)
    await enqueue(id(2))
    await until(() => done.includes(id(2)))
    expect(done).not.toContain(id(1))
  })

  it('gives each job to one of two workers', async () => {
    await Promise.all([id(3), id(4), id(5)].map((run) => enqueue(run)))
    await enqueue(id(6))
    await until(() => [3, 4, 5, 6].every((n) => done.includes(id(n))))
    expect(done.toSorted()).toEqual([...new Set(done)].toSorted())
  })

  it('wakes for mail once the transaction has committed, and not when it was rolled back', async () => {
    let woken = 0
    const [queue, other] = queues
    await queue?.onMail(() => void (woken += 1))
    const undone = open().change(async (tx) => {
      await other?.enqueueMail(tx)
      throw new Error('rolled back')
    })
    await expect(undone).rejects.toThrow('rolled back')
    await enqueue(id(7))
    await until(() => done.includes(id(7)))
    expect(woken).toBe(0)
    await open().change(async (tx) => {
      for (let n = 0; n < 20; n += 1) await other?.enqueueMail(tx)
    })
    await until(() => woken > 0)
    await enqueue(id(8))
    await until(() => done.includes(id(8)))
    expect(woken).toBe(1)
  })

  it('asks a job under way to stop when the process stops', async () => {
    await enqueue(id(9))
    await until(() => done.includes(id(9)))
    await Promise.all(queues.splice(0).map((queue) => queue.close()))
    expect(aborted).toBe(true)
  })
})
