import { describeEachEngine } from '@rollcall/db/testing'
import { runId, userId, type RunView } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { setMappings } from '../../connections/set-mappings.ts'
import { listEvents } from '../../events/list-events.ts'
import { openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../../testing/index.ts'
import { updateUser } from '../../users/update-user.ts'
import type { Context } from '../../context.ts'
import { cancelRun } from '../cancel-run.ts'
import { confirmRun } from '../confirm-run.ts'
import { getRun } from '../get-run.ts'
import { listChanges } from '../list-changes.ts'
import { recoverRuns } from '../run-sync.ts'
import { startRun } from '../start-run.ts'
import { startUndo } from './start-undo.ts'

const many = (tag: string, count: number) => Array.from({ length: count }, (_, n) => sourceUser(`${tag}${n}`))

async function planUndo(world: SyncWorld, run: RunView, person?: string): Promise<RunView> {
  const input = { id: run.id, ...(person !== undefined && { userId: userId.parse(person) }) }
  const started = await startUndo({ ctx: world.ctx, input })
  return world.work(started.run.id)
}

async function undo(world: SyncWorld, run: RunView, person?: string): Promise<RunView> {
  return world.confirm(await planUndo(world, run, person))
}

/** Everything about the people of a world that an undo is about. */
async function stateOf(world: SyncWorld) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    orderBy: { objectId: 'asc' },
    select: { objectId: true, user: { include: { memberships: { include: { realm: true } } } } },
  })
  return rows.map(({ objectId, user }) => ({
    id: objectId,
    user: user && {
      id: user.id,
      profile: [user.name, user.email, user.department, user.jobTitle],
      status: user.status,
      disabledBy: user.disabledBy,
      left: user.leftAt !== null,
      realms: user.memberships.map((one) => `${one.realm.slug} ${one.origin}`).toSorted(),
    },
  }))
}

async function idOf(world: SyncWorld, objectId: string): Promise<string> {
  const where = { connectionId_objectId: { connectionId: world.connection, objectId } }
  const row = await world.ctx.db.client.entraIdentity.findUniqueOrThrow({ where })
  return row.userId ?? ''
}

async function kindsOf(world: SyncWorld, run: RunView) {
  const { items } = await listChanges({ ctx: world.ctx, input: { runId: run.id } })
  return items.map((item) => [item.entraId ?? item.name, item.kind, item.outcome])
}

async function conflictsOf(world: SyncWorld, run: RunView) {
  const { items } = await listChanges({ ctx: world.ctx, input: { runId: run.id, kind: 'conflict' } })
  return items.map((item) => item.reason)
}

/** A tenant with a mapped group after its first import, and what a busy day makes of it. */
async function openTeam(db: Parameters<typeof openSyncWorld>[0], tag: string) {
  const id = (n: number) => `${tag}${n}`
  const group = `${tag}-group`
  const world = await openSyncWorld(db, {
    users: [1, 2, 3, 4].map((n) => sourceUser(id(n))),
    groups: [sourceGroup(group, { displayName: `Team ${tag}` })],
    members: { [group]: [id(1), id(2)] },
    settings: { leaverPolicy: 'deactivate' },
  })
  await setMappings({
    ctx: world.ctx,
    input: { id: world.connection, mappings: [{ groupId: group, mode: 'create' }] },
  })
  const busyDay = () => {
    world.source.directory.users = [
      sourceUser(id(1), { displayName: 'Renamed', department: 'Sales' }),
      sourceUser(id(2), { accountEnabled: false }),
      sourceUser(id(3)),
      sourceUser(id(5)),
    ]
    world.source.directory.members = { [group]: [id(1), id(3), id(5)] }
  }
  return { world, id, busyDay }
}

describeEachEngine('taking a whole run back', (open) => {
  test('after a first import returns to nobody, as a plan first, and the next sync imports everyone again', async () => {
    const { world } = await openTeam(open(), 'ua')
    const first = await world.sync()
    const asked = world.source.requests.length
    const plan = await planUndo(world, first)
    expect(plan).toMatchObject({
      status: 'awaiting_confirmation',
      mode: 'undo',
      trigger: 'undo',
      undoOf: { runId: first.id, userId: null },
      held: { code: 'asked_for_plan', text: expect.stringMatching(/take back that sync/) },
      counts: { seen: 0, deactivated: 4, conflicts: 0 },
      changeCount: 5,
      realmAccess: [{ realmName: 'Team ua', gained: 0, lost: 2 }],
    })
    expect((await stateOf(world)).every((row) => row.user !== null)).toBe(true)
    expect((await getRun({ ctx: world.ctx, input: { id: first.id } })).undoneBy).toBeNull()

    const done = await world.confirm(plan)
    expect(done).toMatchObject({ status: 'succeeded', appliedCount: 5, counts: { deactivated: 4 } })
    expect((await stateOf(world)).map((row) => row.user)).toEqual([null, null, null, null])
    expect(await world.ctx.db.client.realm.count({ where: { slug: 'team-ua' } })).toBe(0)
    expect((await getRun({ ctx: world.ctx, input: { id: first.id } })).undoneBy).toBe(plan.id)
    expect(world.source.requests).toHaveLength(asked)

    const again = await world.sync()
    expect(again.counts).toMatchObject({ created: 4, errors: 0, conflicts: 0 })
    const realms = (await stateOf(world)).map((row) => row.user?.realms.length)
    expect(realms).toEqual([1, 1, 0, 0])
  })

  test('of updates, disabling, leaving and realms returns the previous state', async () => {
    const { world, busyDay } = await openTeam(open(), 'ub')
    await world.sync()
    const before = await stateOf(world)
    busyDay()
    const run = await world.sync()
    expect(run.counts).toMatchObject({ created: 1, updated: 2, disabled: 1, deactivated: 1 })
    const done = await undo(world, run)
    expect(done).toMatchObject({
      status: 'succeeded',
      counts: { updated: 2, reactivated: 2, deactivated: 1, conflicts: 0 },
    })
    expect((await stateOf(world)).filter((row) => row.user !== null)).toEqual(before)
    expect(await kindsOf(world, done)).toContainEqual(['ub5', 'delete', 'applied'])
    expect((await world.sync()).counts).toMatchObject({ created: 1, updated: 2, disabled: 1, deactivated: 1 })
  })

  test('of a link by email unlinks, and of a reactivation disables again', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('uc1', { accountEnabled: false })] })
    await world.sync()
    const here = { id: uuidv7(), name: 'Local', email: 'uc2@contoso.example' }
    await world.ctx.db.client.user.create({ data: here })
    world.source.directory.users = [sourceUser('uc1'), sourceUser('uc2')]
    const run = await world.sync()
    expect(run.counts).toMatchObject({ updated: 1, reactivated: 1 })
    const done = await undo(world, run)
    expect(done.counts).toMatchObject({ updated: 1, disabled: 1 })
    expect(await stateOf(world)).toMatchObject([
      { id: 'uc1', user: { status: 'disabled', disabledBy: 'sync' } },
      { id: 'uc2', user: null },
    ])
    const kept = await world.ctx.db.client.user.findUniqueOrThrow({ where: { id: here.id } })
    expect([kept.name, kept.status]).toEqual(['Local', 'active'])
  })

  test('leaves what changed since, names it, and takes the rest back', async () => {
    const { world, id, busyDay } = await openTeam(open(), 'ud')
    await world.sync()
    busyDay()
    const run = await world.sync()
    const ada = await idOf(world, id(1))
    const claimed = await idOf(world, id(5))
    await updateUser({ ctx: world.ctx, input: { id: userId.parse(ada), department: 'Finance' } })
    await world.ctx.db.client.user.update({
      where: { id: claimed },
      data: { registeredAt: new Date('2026-11-21T12:00:00Z') },
    })
    const done = await undo(world, run)
    expect(done).toMatchObject({
      counts: { updated: 2, reactivated: 2, conflicts: 2 },
      warnings: [{ code: 'undo_kept', count: 2 }],
    })
    expect((await conflictsOf(world, done)).toSorted()).toEqual([
      'The department was changed by hand after that sync, so it stays.',
      'This person has claimed the account since that sync, so everything about them stays as it is.',
    ])
    const state = await stateOf(world)
    expect(state[0]?.user?.profile).toEqual(['Person ud1', 'ud1@contoso.example', 'Finance', null])
    expect(state[4]?.user).toMatchObject({ id: claimed, status: 'active', realms: [expect.any(String)] })
  })

  test('disables and unlinks whom someone has touched, and leaves what a later sync wrote', async () => {
    const world = await openSyncWorld(open(), { users: many('ue', 3) })
    const first = await world.sync()
    await updateUser({
      ctx: world.ctx,
      input: { id: userId.parse(await idOf(world, 'ue0')), description: 'Knows the archive' },
    })
    world.source.directory.users[1] = sourceUser('ue1', { displayName: 'Renamed' })
    const second = await world.sync()
    world.source.directory.users[1] = sourceUser('ue1', { displayName: 'Renamed again' })
    await world.sync()
    expect(await conflictsOf(world, await undo(world, second))).toEqual([
      'The name was changed by a later sync, so it stays.',
    ])
    const touched = await idOf(world, 'ue0')
    const done = await undo(world, first)
    expect(await kindsOf(world, done)).toEqual([
      ['ue2', 'delete', 'applied'],
      ['ue1', 'unlink', 'applied'],
      ['ue0', 'unlink', 'applied'],
    ])
    expect((await stateOf(world)).map((row) => row.user)).toEqual([null, null, null])
    const kept = await world.ctx.db.client.user.findUniqueOrThrow({ where: { id: touched } })
    expect([kept.status, kept.disabledBy]).toEqual(['disabled', 'sync'])
    const back = await world.sync()
    expect(back.counts).toMatchObject({ reactivated: 2, created: 1 })
    expect(await idOf(world, 'ue0')).toBe(touched)
  })

  test('is held by the guard when many would lose access, and leaves whoever changes after the plan', async () => {
    const world = await openSyncWorld(open(), { users: many('uf', 12) })
    const plan = await planUndo(world, await world.sync())
    expect(plan).toMatchObject({ held: { code: 'too_many_removals' }, counts: { deactivated: 12 } })
    const edited = await idOf(world, 'uf3')
    await updateUser({ ctx: world.ctx, input: { id: userId.parse(edited), description: 'Edited' } })
    const done = await world.confirm(plan)
    expect(done).toMatchObject({ status: 'succeeded', counts: { deactivated: 11 } })
    expect(await kindsOf(world, done)).toContainEqual(['uf3', 'delete', 'stale'])
    expect((await stateOf(world)).filter((row) => row.user !== null).map((row) => row.id)).toEqual(['uf3'])
    expect(
      (await undo(world, await getRun({ ctx: world.ctx, input: { id: runOf(plan) } }))).counts,
    ).toMatchObject({
      deactivated: 1,
    })
  })

  test('keeps the last active owner, whoever asks', async () => {
    const world = await openSyncWorld(open(), { users: many('ug', 2) })
    const { client } = world.ctx.db
    await client.connection.update({ where: { id: world.connection }, data: { defaultRole: 'owner' } })
    const others = await client.user.findMany({ where: { role: 'owner' }, select: { id: true } })
    const run = await world.sync()
    await client.user.updateMany({
      where: { id: { in: others.map((one) => one.id) } },
      data: { status: 'disabled' },
    })
    const done = await undo(world, run)
    expect(done.counts).toMatchObject({ deactivated: 1, conflicts: 1 })
    expect(await conflictsOf(world, done)).toEqual([expect.stringMatching(/last active owner/)])
    expect(await client.user.count({ where: { role: 'owner', status: 'active' } })).toBe(1)
    await client.user.updateMany({
      where: { id: { in: others.map((one) => one.id) } },
      data: { status: 'active' },
    })
  })
})

/** The run that a plan takes back. */
function runOf(plan: RunView): RunView['id'] {
  return runId.parse(plan.undoOf?.runId)
}

/** Someone cancels the run as soon as its first batch of changes is committed. */
function cancelledAfterBatch({ ctx }: SyncWorld, run: RunView): Context {
  const db: typeof ctx.db = Object.create(ctx.db)
  db.change = async (work, options) => {
    const result = await ctx.db.change(work, options)
    if ((await ctx.db.client.syncBatch.count({ where: { runId: run.id } })) > 0) {
      await ctx.db.client.syncRun.update({ where: { id: run.id }, data: { cancelRequestedAt: ctx.now() } })
    }
    return result
  }
  return { ...ctx, db }
}

describeEachEngine('what can be taken back', (open) => {
  test('two requests are one run, and other undos wait for it', async () => {
    const world = await openSyncWorld(open(), { users: many('va', 2) })
    const run = await world.sync()
    const input = { id: run.id }
    const answers = await Promise.all([1, 2].map(() => startUndo({ ctx: world.ctx, input })))
    expect(new Set(answers.map((answer) => answer.run.id)).size).toBe(1)
    expect(answers.filter((answer) => answer.started)).toHaveLength(1)
    const person = userId.parse(await idOf(world, 'va0'))
    await expect(startUndo({ ctx: world.ctx, input: { ...input, userId: person } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/being taken back already/),
    })
    const sync = await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    expect(sync).toMatchObject({ started: false, run: { id: answers[0]?.run.id } })
    const queued = await listEvents({ ctx: world.ctx, input: { runId: sync.run.id, type: 'run.queued' } })
    expect(queued.items).toMatchObject([
      { text: expect.stringMatching(/asked to take back a sync of/), data: { undoOf: run.id } },
    ])
  })

  test('a run that is under way, changed nothing, was taken back or does not exist is refused', async () => {
    const world = await openSyncWorld(open(), { users: many('vb', 1) })
    const refuse = (id: RunView['id'], message: RegExp, person?: string) =>
      expect(
        startUndo({
          ctx: world.ctx,
          input: { id, ...(person !== undefined && { userId: userId.parse(person) }) },
        }),
      ).rejects.toMatchObject({ message: expect.stringMatching(message) })
    const first = await world.sync()
    const nothing = await world.sync()
    await refuse(nothing.id, /changed nothing/)
    await refuse(runId.parse(uuidv7()), /no such sync run/)
    await refuse(first.id, /did not change this person/, uuidv7())
    const { run: active } = await startRun({ ctx: world.ctx, input: { connectionId: world.connection } })
    await refuse(active.id, /has not ended/)
    await refuse(first.id, /Another run of .* is active/)
    await cancelRun({ ctx: world.ctx, input: { id: active.id } })
    const plan = await planUndo(world, first)
    await cancelRun({ ctx: world.ctx, input: { id: plan.id } })
    await refuse(plan.id, /changed nothing/)
    await undo(world, first)
    await refuse(first.id, /taken back already/)
  })

  test('one person alone goes back, and the realm the run made stays for the others', async () => {
    const { world, id } = await openTeam(open(), 'vc')
    const run = await world.sync()
    const person = await idOf(world, id(1))
    const done = await undo(world, run, person)
    expect(done).toMatchObject({
      undoOf: { runId: run.id, userId: person },
      counts: { deactivated: 1 },
      changeCount: 1,
    })
    const state = await stateOf(world)
    expect(state.map((row) => row.user !== null)).toEqual([false, true, true, true])
    expect(state[1]?.user?.realms).toEqual([expect.stringMatching(/^team-vc /)])
    expect((await getRun({ ctx: world.ctx, input: { id: run.id } })).undoneBy).toBeNull()
    expect((await undo(world, run)).counts).toMatchObject({ deactivated: 3, skipped: 1 })
  })

  test('of a cancelled run exactly the part that was applied', async () => {
    const world = await openSyncWorld(open(), { users: many('vd', 4_100) })
    const plan = await world.sync({ planOnly: true })
    await confirmRun({ ctx: world.ctx, input: { id: plan.id } })
    const cancelled = await world.work(plan.id, cancelledAfterBatch(world, plan))
    expect(cancelled).toMatchObject({ status: 'cancelled', appliedCount: 4_000, changeCount: 4_100 })
    const mine = { identities: { some: { connectionId: world.connection } } }
    expect(await world.ctx.db.client.user.count({ where: mine })).toBe(4_000)
    const done = await undo(world, cancelled)
    expect(done).toMatchObject({ status: 'succeeded', appliedCount: 4_000, counts: { deactivated: 4_000 } })
    expect(await world.ctx.db.client.user.count({ where: mine })).toBe(0)
    const undone = await listChanges({ ctx: world.ctx, input: { runId: done.id, limit: 1 } })
    expect([undone.total, undone.kinds]).toEqual([4_000, { delete: 4_000 }])
  }, 60_000)

  test('an undo too, by the same rules; a deleted account stays deleted', async () => {
    const { world, id, busyDay } = await openTeam(open(), 've')
    await world.sync()
    busyDay()
    const run = await world.sync()
    await updateUser({
      ctx: world.ctx,
      input: { id: userId.parse(await idOf(world, id(5))), description: 'Edited' },
    })
    const before = await stateOf(world)
    const unlinked = await undo(world, run)
    expect(unlinked.counts).toMatchObject({ deactivated: 1, conflicts: 0 })
    const redone = await undo(world, unlinked)
    expect(redone.counts).toMatchObject({ conflicts: 0 })
    expect(await stateOf(world)).toEqual(before)
    expect(await kindsOf(world, redone)).toContainEqual([id(5), 'reactivate', 'applied'])

    const other = await openSyncWorld(open(), { users: many('vf', 1) })
    const deletion = await undo(other, await other.sync())
    const kept = await undo(other, deletion)
    expect(kept).toMatchObject({ status: 'succeeded', changeCount: 0, counts: { conflicts: 1 } })
    expect(await conflictsOf(other, kept)).toEqual([expect.stringMatching(/cannot be brought back/)])
  })

  test('the schedule pauses with a whole run, and everyone is planned again afterwards', async () => {
    const settings = { schedule: { cron: '0 6 * * *', timeZone: 'Europe/Paris' } }
    const world = await openSyncWorld(open(), { users: many('vg', 2), settings })
    const read = () => world.ctx.db.client.connection.findUniqueOrThrow({ where: { id: world.connection } })
    const run = await world.sync()
    await undo(world, run, await idOf(world, 'vg0'))
    expect(await read()).toMatchObject({ schedulePausedReason: null, planEveryone: true })
    const plan = await planUndo(world, run)
    expect((await read()).schedulePausedReason).toBeNull()
    await world.confirm(plan)
    expect(await read()).toMatchObject({
      schedulePausedReason: 'undo',
      schedulePausedAt: expect.any(Date),
      nextRunAt: null,
      planEveryone: true,
    })
    const paused = await listEvents({
      ctx: world.ctx,
      input: { connectionId: world.connection, type: 'connection.schedule_paused' },
    })
    expect(paused.items).toMatchObject([{ text: expect.stringMatching(/A sync was taken back/) }])
  })

  test('planning that was interrupted begins again and gives the same plan', async () => {
    const { world } = await openTeam(open(), 'vh')
    const run = await world.sync()
    const { run: queued } = await startUndo({ ctx: world.ctx, input: { id: run.id } })
    const { db } = world.ctx
    let calls = 0
    const dying: typeof db = Object.create(db)
    dying.change = async (work, options) => {
      calls += 1
      if (calls > 3) throw new Error('killed')
      return db.change(work, options)
    }
    await world.work(queued.id, { ...world.ctx, db: dying }, 'first').catch(() => undefined)
    expect((await getRun({ ctx: world.ctx, input: { id: queued.id } })).status).toBe('planning')
    await db.client.syncRun.update({
      where: { id: queued.id },
      data: { leaseExpiresAt: new Date('2020-01-01T00:00:00Z') },
    })
    await recoverRuns({ ctx: world.ctx })
    const plan = await world.work(queued.id, world.ctx, 'second')
    expect(plan).toMatchObject({ status: 'awaiting_confirmation', changeCount: 5 })
    expect(await kindsOf(world, plan)).toHaveLength(5)
  })
})
