import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import { updateConnection } from '../connections/update-connection.ts'
import { openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../testing/index.ts'
import { deleteUser } from '../users/delete-user.ts'
import { updateUser } from '../users/update-user.ts'

const DAY_MS = 86_400_000

/** Everyone of a world as people would describe them, without ids and times. */
async function describeEveryone(world: SyncWorld) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    orderBy: { objectId: 'asc' },
    select: {
      objectId: true,
      displayName: true,
      leftAt: true,
      user: { include: { memberships: { include: { realm: true } } } },
    },
  })
  return rows.map(({ objectId, displayName, leftAt, user }) => ({
    objectId,
    displayName,
    gone: leftAt !== null,
    name: user?.name,
    status: user?.status,
    left: user && user.leftAt !== null,
    realms: user?.memberships.map((one) => one.realm.slug).toSorted(),
  }))
}

const findUser = (world: SyncWorld, objectId: string) =>
  world.ctx.db.client.user.findFirstOrThrow({
    where: { identities: { some: { connectionId: world.connection, objectId } } },
  })

describeEachEngine('a delta', (open) => {
  test('reads what changed and nothing else, and ends as a complete reading would', async () => {
    const world = await openSyncWorld(open(), {
      users: ['a1', 'a2', 'a3', 'a4'].map((id) => sourceUser(id)),
      settings: { leaverPolicy: 'deactivate' },
    })
    const first = await world.sync({ mode: 'delta' })
    expect(first).toMatchObject({ mode: 'full', status: 'succeeded', counts: { created: 4 } })
    expect(first.modeNote).toContain('Everyone is read once')

    const { directory, requests } = world.source
    directory.users = [
      sourceUser('a1', { displayName: 'Renamed' }),
      sourceUser('a2', { accountEnabled: false }),
      sourceUser('a4'),
      sourceUser('a5'),
    ]
    requests.length = 0
    const second = await world.sync({ mode: 'delta' })
    expect(second).toMatchObject({ mode: 'delta', status: 'succeeded', completeReading: true })
    expect(second.counts).toMatchObject({ created: 1, updated: 1, disabled: 1, deactivated: 1 })
    expect(requests).toEqual(['user changes'])
    const state = await describeEveryone(world)
    expect((await world.sync()).changeCount).toBe(0)
    expect(await describeEveryone(world)).toEqual(state)
  })

  test('with nothing changed asks once and writes no row but the run and its events', async () => {
    const world = await openSyncWorld(open(), { users: ['b1', 'b2'].map((id) => sourceUser(id)) })
    await world.sync()
    await world.sync({ mode: 'delta' })
    const versions = () =>
      world.ctx.db.client.$queryRaw`
        select 'user' as what, id::text, xmin::text from users
        union all select 'identity', id::text, xmin::text from entra_identities order by 1, 2`
    const before = await versions()
    world.source.requests.length = 0
    const run = await world.sync({ mode: 'delta' })
    expect(run).toMatchObject({ mode: 'delta', changeCount: 0, counts: { seen: 2, skipped: 2 } })
    expect(world.source.requests).toEqual(['user changes'])
    expect(await versions()).toEqual(before)
  })

  test('whose link has expired reads everyone on its own, says so, and ends exact', async () => {
    const world = await openSyncWorld(open(), { users: ['c1', 'c2'].map((id) => sourceUser(id)) })
    await world.sync()
    world.source.directory.users = [sourceUser('c1', { displayName: 'Renamed' }), sourceUser('c3')]
    world.source.directory.forgetful = true
    const run = await world.sync({ mode: 'delta' })
    expect(run).toMatchObject({ mode: 'full', status: 'succeeded' })
    expect(run.counts).toMatchObject({ seen: 2, created: 1, updated: 1, left: 1 })
    expect(run.warnings.map((warning) => warning.code)).toEqual(['delta_expired'])
    const events = await world.ctx.db.client.event.findMany({ where: { runId: run.id } })
    expect(events.map((event) => event.type)).toContain('run.fell_back')
    world.source.directory.forgetful = false
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', changeCount: 0 })
  })

  test('follows who comes into and leaves a mapped group, through groups inside it', async () => {
    const world = await openSyncWorld(open(), {
      users: ['d1', 'd2', 'd3'].map((id) => sourceUser(id)),
      groups: [sourceGroup('dg', { displayName: 'Delta team' }), sourceGroup('dh'), sourceGroup('di')],
      members: { dg: ['d1', 'dh'], dh: [], di: ['d3'] },
      settings: { includeNested: true },
    })
    await setMappings({
      ctx: world.ctx,
      input: { id: world.connection, mappings: [{ groupId: 'dg', mode: 'create' }] },
    })
    await world.sync()
    const { directory } = world.source
    const inRealm = async () =>
      (await describeEveryone(world)).filter((one) => one.realms?.length).map((one) => one.objectId)
    expect(await inRealm()).toEqual(['d1'])

    directory.members = { dg: ['dh'], dh: ['d2'], di: ['d3'] }
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { updated: 2 } })
    expect(await inRealm()).toEqual(['d2'])

    directory.members = { dg: ['dh'], dh: ['d2', 'di'], di: ['d3'] }
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { updated: 1 } })
    expect(await inRealm()).toEqual(['d2', 'd3'])

    directory.members = { dg: [], dh: ['d2', 'di'], di: ['d3'] }
    await world.sync({ mode: 'delta' })
    expect(await inRealm()).toEqual([])
    expect((await world.sync()).changeCount).toBe(0)
  })

  test('looks at everyone after something changed here', async () => {
    const world = await openSyncWorld(open(), { users: ['e1', 'e2'].map((id) => sourceUser(id)) })
    await world.sync()
    const { id } = await findUser(world, 'e1')
    await updateUser({ ctx: world.ctx, input: { id, name: 'By hand' } })
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', changeCount: 0 })
    await deleteUser({ ctx: world.ctx, input: { id } })
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { created: 1 } })

    world.source.directory.users = [sourceUser('e1')]
    await world.sync({ mode: 'delta' })
    expect(await findUser(world, 'e2')).toMatchObject({ status: 'active' })
    await updateConnection({ ctx: world.ctx, input: { id: world.connection, leaverPolicy: 'deactivate' } })
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { deactivated: 1 } })
  })

  test('ends the grace of leavers without a word from the directory', async () => {
    let now = Date.parse('2026-11-01T12:00:00Z')
    const world = await openSyncWorld(open(), {
      users: ['f1', 'f2'].map((id) => sourceUser(id)),
      settings: { leaverPolicy: 'grace', leaverGraceDays: 3 },
      context: { now: () => new Date(now) },
    })
    await world.sync()
    world.source.directory.users = [sourceUser('f1')]
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { left: 1 } })
    now += 2 * DAY_MS
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', changeCount: 0 })
    now += DAY_MS
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { deactivated: 1 } })
    world.source.directory.users = [sourceUser('f1'), sourceUser('f2')]
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { reactivated: 1 } })
  })

  test('gives way to a complete reading once a week, and when its link grows old', async () => {
    let now = Date.parse('2026-11-01T12:00:00Z')
    const world = await openSyncWorld(open(), {
      users: [sourceUser('g1')],
      context: { now: () => new Date(now) },
    })
    await world.sync()
    for (const day of [3, 6]) {
      now = Date.parse('2026-11-01T12:00:00Z') + day * DAY_MS
      expect((await world.sync({ mode: 'delta' })).mode).toBe('delta')
    }
    now += DAY_MS
    expect(await world.sync({ mode: 'delta' })).toMatchObject({
      mode: 'full',
      modeNote: 'Everyone is read again every 7 days, to heal whatever was missed.',
    })
    await updateConnection({ ctx: world.ctx, input: { id: world.connection, fullEveryDays: 30 } })
    now += 6 * DAY_MS
    const late = await world.sync({ mode: 'delta' })
    expect(late.mode).toBe('full')
    expect(late.modeNote).toContain('too long ago')
  })

  test('takes a person who became a guest out of a scope without guests, and back in', async () => {
    const world = await openSyncWorld(open(), {
      users: ['h1', 'h2'].map((id) => sourceUser(id)),
      settings: { includeGuests: false },
    })
    await world.sync()
    world.source.directory.users = [sourceUser('h1', { userType: 'guest' }), sourceUser('h2')]
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { left: 1 } })
    world.source.directory.users = [sourceUser('h1'), sourceUser('h2')]
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { updated: 1 } })
    expect((await findUser(world, 'h1')).leftAt).toBeNull()
  })

  test('after other groups were mapped reads everyone once', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('i1')],
      groups: [sourceGroup('ig', { displayName: 'Later team' })],
      members: { ig: ['i1'] },
    })
    await world.sync()
    await setMappings({
      ctx: world.ctx,
      input: { id: world.connection, mappings: [{ groupId: 'ig', mode: 'create' }] },
    })
    const run = await world.sync({ mode: 'delta' })
    expect(run).toMatchObject({ mode: 'full', counts: { updated: 1 } })
    expect(run.modeNote).toContain('has changed')
  })

  test('whose plan was rejected is planned again by the next one', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('j1')] })
    await world.sync()
    world.source.directory.users = [sourceUser('j1', { displayName: 'Renamed' })]
    const plan = await world.sync({ mode: 'delta', planOnly: true })
    expect(plan).toMatchObject({ status: 'awaiting_confirmation', changeCount: 1 })
    await world.cancel(plan)
    expect(await world.sync({ mode: 'delta' })).toMatchObject({ mode: 'delta', counts: { updated: 1 } })
  })
})
