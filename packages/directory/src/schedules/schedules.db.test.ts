import { describeEachEngine } from '@rollcall/db/testing'
import { SourceError } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { checkConnection } from '../connections/check-connection.ts'
import { getConnection } from '../connections/get-connection.ts'
import { updateConnection } from '../connections/update-connection.ts'
import type { Context } from '../context.ts'
import { startRun } from '../sync/start-run.ts'
import { makeConnection, openSyncWorld, sourceUser, type SyncWorld } from '../testing/index.ts'
import { resumeSchedule } from './resume-schedule.ts'
import { startDueRuns } from './start-due-runs.ts'

const NIGHTLY = { cron: '0 2 * * *', timeZone: 'UTC' }
const TONIGHT = '2026-11-22T02:00:00.000Z'

describeEachEngine('a schedule', (open) => {
  /** A connection with a nightly schedule, made at noon, and a clock to turn. Other tests' schedules rest. */
  async function openScheduled() {
    await open().client.connection.updateMany({
      data: { scheduleCron: null, nextRunAt: null, secretExpiresAt: null },
    })
    const clock = { now: new Date('2026-11-21T12:00:00.000Z') }
    const world = await openSyncWorld(open(), {
      users: [sourceUser('ada')],
      settings: { schedule: NIGHTLY },
      context: { now: () => clock.now },
    })
    const turnTo = (time: string) => {
      clock.now = new Date(time)
    }
    const view = () => getConnection({ ctx: world.ctx, input: { id: world.connection } })
    return { world, turnTo, view }
  }

  const runsOf = (world: SyncWorld) =>
    open().client.syncRun.findMany({
      where: { connectionId: world.connection },
      orderBy: { id: 'asc' },
      select: { status: true, trigger: true, actor: true },
    })
  const typesOf = async (world: SyncWorld, prefix: string) => {
    const events = await open().client.event.findMany({
      where: { connectionId: world.connection, type: { startsWith: prefix } },
      orderBy: { id: 'asc' },
    })
    return events.map((event) => event.type)
  }
  const refuse = (world: SyncWorld) => {
    world.source.directory.onRequest = () => {
      throw new SourceError('refused', 'The secret is wrong.')
    }
  }
  const failThreeTimes = async (world: SyncWorld) => {
    refuse(world)
    for (let time = 0; time < 3; time += 1) expect((await world.sync()).status).toBe('failed')
    world.source.directory.onRequest = () => undefined
  }

  test('shows its next slot, and starts a run when it has come, once', async () => {
    const { world, turnTo, view } = await openScheduled()
    expect((await view()).nextRunAt).toBe(TONIGHT)
    turnTo('2026-11-22T01:59:59.999Z')
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    turnTo(TONIGHT)
    const [run] = await startDueRuns({ ctx: world.ctx })
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    expect(await runsOf(world)).toEqual([
      { status: 'queued', trigger: 'schedule', actor: { kind: 'schedule', id: null, name: 'Schedule' } },
    ])
    expect((await view()).nextRunAt).toBe('2026-11-23T02:00:00.000Z')
    if (!run) throw new Error('No run was started.')
    expect((await world.work(run)).counts.created).toBe(1)
  })

  test('makes up for slots that passed while nobody looked with one run', async () => {
    const { world, turnTo, view } = await openScheduled()
    turnTo('2026-11-25T09:30:00.000Z')
    expect(await startDueRuns({ ctx: world.ctx })).toHaveLength(1)
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    expect((await view()).nextRunAt).toBe('2026-11-26T02:00:00.000Z')
  })

  test('starts one run however many processes look at once, also when that run is over at once', async () => {
    const { world, turnTo } = await openScheduled()
    turnTo(TONIGHT)
    const finishAtOnce: Context['enqueueRun'] = async (tx, id) => {
      const data = { status: 'succeeded', finishedAt: new Date(TONIGHT) }
      await tx.syncRun.update({ where: { id }, data, select: { id: true } })
    }
    const ctx = { ...world.ctx, enqueueRun: finishAtOnce }
    const started = await Promise.all(Array.from({ length: 6 }, () => startDueRuns({ ctx })))
    expect(started.flat()).toHaveLength(1)
    expect(await runsOf(world)).toHaveLength(1)
  })

  test.each(['reading', 'awaiting_confirmation'])('lets its slot pass while a run is %s', async (status) => {
    const { world, turnTo, view } = await openScheduled()
    await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    await open().client.syncRun.updateMany({ where: { connectionId: world.connection }, data: { status } })
    turnTo(TONIGHT)
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    expect(await runsOf(world)).toMatchObject([{ status, trigger: 'manual' }])
    expect((await view()).nextRunAt).toBe('2026-11-23T02:00:00.000Z')
  })

  test('keeps its slot when the run cannot be queued, and the other schedules go on', async () => {
    const { world, turnTo, view } = await openScheduled()
    const other = await makeConnection(open(), {
      secretSealed: new Uint8Array([1]),
      scheduleCron: '30 1 * * *',
      scheduleTimeZone: 'UTC',
      nextRunAt: new Date('2026-11-22T01:30:00.000Z'),
    })
    turnTo(TONIGHT)
    const warnings: string[] = []
    let calls = 0
    const ctx: Context = {
      ...world.ctx,
      log: { ...world.ctx.log, warn: (_fields, message) => void warnings.push(message) },
      enqueueRun: () => (++calls === 1 ? Promise.reject(new Error('no queue')) : Promise.resolve()),
    }
    expect(await startDueRuns({ ctx })).toHaveLength(1)
    expect(warnings).toEqual(['A scheduled run could not be started; trying again.'])
    expect(await open().client.syncRun.count({ where: { connectionId: other } })).toBe(0)
    expect(await runsOf(world)).toHaveLength(1)
    expect(await startDueRuns({ ctx })).toHaveLength(1)
    expect((await view()).nextRunAt).toBe('2026-11-23T02:00:00.000Z')
  })

  test('that an earlier version stored without a slot gets one, and no run for it', async () => {
    const { world, view } = await openScheduled()
    await open().client.connection.update({ where: { id: world.connection }, data: { nextRunAt: null } })
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    expect((await view()).nextRunAt).toBe(TONIGHT)
  })

  test('is moved by a new cron or zone, kept by other edits, and ended by none', async () => {
    const { world, turnTo, view } = await openScheduled()
    const edit = (change: object) =>
      updateConnection({ ctx: world.ctx, input: { id: world.connection, ...change } })
    turnTo('2026-11-21T18:00:00.000Z')
    expect((await edit({ displayName: 'Renamed', schedule: NIGHTLY })).nextRunAt).toBe(TONIGHT)
    const inParis = { ...NIGHTLY, timeZone: 'Europe/Paris' }
    expect((await edit({ schedule: inParis })).nextRunAt).toBe('2026-11-22T01:00:00.000Z')
    expect((await edit({ schedule: { cron: '*/5 * * * *' } })).nextRunAt).toBe('2026-11-21T18:05:00.000Z')
    expect((await edit({ schedule: null })).nextRunAt).toBeNull()
    turnTo('2026-12-01T00:00:00.000Z')
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])
    expect((await view()).schedule).toBeNull()
  })

  test('is paused at the third refusal in a row, says why, and starts nothing until it is resumed', async () => {
    const { world, turnTo, view } = await openScheduled()
    refuse(world)
    await world.sync()
    await world.sync()
    expect((await view()).schedulePaused).toBeNull()
    await world.sync()
    expect(await view()).toMatchObject({
      schedule: NIGHTLY,
      nextRunAt: null,
      schedulePaused: {
        at: '2026-11-21T12:00:00.000Z',
        reason: 'credentials',
        text: expect.stringContaining('Replace the secret'),
      },
    })
    await world.sync()
    expect(await typesOf(world, 'connection.schedule')).toEqual(['connection.schedule_paused'])
    turnTo('2026-11-24T12:00:00.000Z')
    expect(await startDueRuns({ ctx: world.ctx })).toEqual([])

    const input = { id: world.connection }
    const resumed = await resumeSchedule({ ctx: world.ctx, input })
    expect(resumed).toMatchObject({ schedulePaused: null, nextRunAt: '2026-11-25T02:00:00.000Z' })
    expect(await resumeSchedule({ ctx: world.ctx, input })).toEqual(resumed)
    expect(await typesOf(world, 'connection.schedule')).toEqual([
      'connection.schedule_paused',
      'connection.schedule_resumed',
    ])
    expect((await world.sync()).status).toBe('failed')
    expect((await view()).schedulePaused).toBeNull()
  })

  test('counts only refusals in a row: a success begins anew, other failures do not count', async () => {
    const { world, view } = await openScheduled()
    const { directory } = world.source
    const fail = (failure: 'refused' | 'unreachable') => {
      directory.onRequest = () => {
        throw new SourceError(failure, 'It did not work.')
      }
      return world.sync()
    }
    await fail('refused')
    await fail('refused')
    await fail('unreachable')
    expect((await view()).schedulePaused).toBeNull()
    directory.onRequest = () => undefined
    expect((await world.sync()).status).toBe('succeeded')
    await fail('refused')
    await fail('refused')
    expect((await view()).schedulePaused).toBeNull()
    await fail('refused')
    expect((await view()).schedulePaused?.reason).toBe('credentials')
  })

  test('without one, refusals pause nothing and nothing can be resumed', async () => {
    const { world, view } = await openScheduled()
    await updateConnection({ ctx: world.ctx, input: { id: world.connection, schedule: null } })
    await failThreeTimes(world)
    expect((await view()).schedulePaused).toBeNull()
    const attempt = resumeSchedule({ ctx: world.ctx, input: { id: world.connection } })
    await expect(attempt).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Set one in its rules first'),
    })
  })

  test.each([
    [
      'a check that works',
      (world: SyncWorld) => checkConnection({ ctx: world.ctx, input: { id: world.connection } }),
    ],
    [
      'a new secret',
      (world: SyncWorld) =>
        updateConnection({ ctx: world.ctx, input: { id: world.connection, clientSecret: 'a-new-one' } }),
    ],
    [
      'a new schedule',
      (world: SyncWorld) =>
        updateConnection({
          ctx: world.ctx,
          input: { id: world.connection, schedule: { cron: '0 3 * * *', timeZone: 'UTC' } },
        }),
    ],
  ])('goes on after %s', async (_what, repair) => {
    const { world, view } = await openScheduled()
    await failThreeTimes(world)
    expect((await view()).schedulePaused?.reason).toBe('credentials')
    await repair(world)
    const after = await view()
    expect(after.schedulePaused).toBeNull()
    expect(after.nextRunAt).toMatch(/^2026-11-22T0[23]:00/)
  })

  test('that was paused for an undo waits for a person', async () => {
    const { world, view } = await openScheduled()
    await open().client.connection.update({
      where: { id: world.connection },
      data: { schedulePausedAt: new Date(), schedulePausedReason: 'undo', nextRunAt: null },
    })
    await checkConnection({ ctx: world.ctx, input: { id: world.connection } })
    expect((await view()).schedulePaused?.reason).toBe('undo')
    await resumeSchedule({ ctx: world.ctx, input: { id: world.connection } })
    expect(await view()).toMatchObject({ schedulePaused: null, nextRunAt: TONIGHT })
  })
})
