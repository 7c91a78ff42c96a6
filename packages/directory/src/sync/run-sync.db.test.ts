import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { setMappings } from '../connections/set-mappings.ts'
import { updateConnection } from '../connections/update-connection.ts'
import { createRealm } from '../realms/create-realm.ts'
import { openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../testing/index.ts'
import { startRun } from './start-run.ts'

/** People of one connection, as rows a test can compare. */
async function peopleOf(world: SyncWorld) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    orderBy: { objectId: 'asc' },
    select: {
      objectId: true,
      leftAt: true,
      user: {
        select: {
          name: true,
          email: true,
          status: true,
          leftAt: true,
          memberships: { select: { realm: { select: { slug: true } } } },
        },
      },
    },
  })
  return rows.map((row) => ({
    id: row.objectId,
    name: row.user?.name ?? null,
    email: row.user?.email ?? null,
    status: row.user?.status ?? null,
    left: row.user ? row.user.leftAt !== null : null,
    realms: (row.user?.memberships ?? []).map((one) => one.realm.slug).toSorted(),
  }))
}

const zero = {
  created: 0,
  updated: 0,
  skipped: 0,
  disabled: 0,
  deactivated: 0,
  reactivated: 0,
  conflicts: 0,
  errors: 0,
  left: 0,
  notPeople: 0,
}

describeEachEngine('a full sync of everyone', (open) => {
  test('creates everyone once, and finds nothing to do the second time', async () => {
    const users = [
      sourceUser('a1', { displayName: 'Zoë Ñandú 🦩' }),
      sourceUser('a2', { mail: null, userPrincipalName: 'a2@tenant.example' }),
      sourceUser('a3', { accountEnabled: false }),
      sourceUser('a4', { userType: 'guest', mail: null, userPrincipalName: 'x_y.com#EXT#@tenant.example' }),
    ]
    const world = await openSyncWorld(open(), { users, pageSize: 2 })
    const first = await world.sync()
    expect(first.status).toBe('succeeded')
    expect(first.counts).toEqual({ ...zero, seen: 4, created: 4 })
    expect(await peopleOf(world)).toEqual([
      {
        id: 'a1',
        name: 'Zoë Ñandú 🦩',
        email: 'a1@contoso.example',
        status: 'active',
        left: false,
        realms: [],
      },
      { id: 'a2', name: 'Person a2', email: 'a2@tenant.example', status: 'active', left: false, realms: [] },
      {
        id: 'a3',
        name: 'Person a3',
        email: 'a3@contoso.example',
        status: 'disabled',
        left: false,
        realms: [],
      },
      { id: 'a4', name: 'Person a4', email: null, status: 'active', left: false, realms: [] },
    ])
    const before = await snapshot(world)
    const second = await world.sync()
    expect(second.counts).toEqual({ ...zero, seen: 4, skipped: 4 })
    expect(second.changeCount).toBe(0)
    expect(await snapshot(world)).toEqual(before)
  })

  test('follows renames, email changes, disabling and enabling, and leaves edited fields alone', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('b1'), sourceUser('b2'), sourceUser('b3')],
    })
    await world.sync()
    await world.ctx.db.client.user.updateMany({
      where: { identities: { some: { connectionId: world.connection, objectId: 'b3' } } },
      data: { name: 'Chosen here', editedFields: ['name'] },
    })
    world.source.directory.users = [
      sourceUser('b1', { displayName: 'Renamed', mail: 'new@contoso.example' }),
      sourceUser('b2', { accountEnabled: false }),
      sourceUser('b3', { displayName: 'Directory name' }),
    ]
    const run = await world.sync()
    expect(run.counts).toEqual({ ...zero, seen: 3, updated: 1, disabled: 1, skipped: 1 })
    const people = await peopleOf(world)
    expect(people.map((one) => [one.name, one.email, one.status])).toEqual([
      ['Renamed', 'new@contoso.example', 'active'],
      ['Person b2', 'b2@contoso.example', 'disabled'],
      ['Chosen here', 'b3@contoso.example', 'active'],
    ])
    world.source.directory.users[1] = sourceUser('b2')
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 3, reactivated: 1, skipped: 2 })
  })

  test('keeps leavers marked, and finds the same person when they come back', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('c1'), sourceUser('c2'), sourceUser('c3')],
    })
    await world.sync()
    const before = await world.ctx.db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: world.connection, objectId: 'c3' },
    })
    world.source.directory.users = [sourceUser('c1'), sourceUser('c2')]
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 2, skipped: 2, left: 1 })
    expect((await peopleOf(world))[2]).toMatchObject({ status: 'active', left: true })
    expect((await world.sync()).changeCount).toBe(0)
    world.source.directory.users.push(sourceUser('c3'))
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 3, skipped: 2, updated: 1 })
    const after = await world.ctx.db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: world.connection, objectId: 'c3' },
    })
    expect(after.userId).toBe(before.userId)
    expect((await peopleOf(world))[2]).toMatchObject({ status: 'active', left: false })
  })

  test('deactivates leavers when the connection says so, ends their sessions, and brings them back', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('d1'), sourceUser('d2'), sourceUser('d3')],
      settings: { leaverPolicy: 'deactivate' },
    })
    await world.sync()
    const linked = await world.ctx.db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: world.connection, objectId: 'd3' },
    })
    const userId = linked.userId ?? ''
    await world.ctx.db.client.session.create({
      data: {
        userId,
        tokenHash: new Uint8Array(Buffer.from(userId)),
        expiresAt: new Date('2030-01-01T00:00:00Z'),
      },
    })
    world.source.directory.users.pop()
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 2, skipped: 2, deactivated: 1 })
    expect((await peopleOf(world))[2]).toMatchObject({ status: 'disabled', left: true })
    expect(await world.ctx.db.client.session.count({ where: { userId } })).toBe(0)
    world.source.directory.users.push(sourceUser('d3'))
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 3, skipped: 2, reactivated: 1 })
  })

  test('a page that fails for good removes nobody', async () => {
    const users = ['e1', 'e2', 'e3', 'e4'].map((id) => sourceUser(id))
    const world = await openSyncWorld(open(), {
      users,
      pageSize: 2,
      settings: { leaverPolicy: 'deactivate' },
    })
    await world.sync()
    const { SourceError } = await import('@rollcall/vocabulary')
    world.source.directory.users = [
      sourceUser('e1', { displayName: 'Renamed' }),
      ...users.slice(1),
      sourceUser('e5'),
    ]
    world.source.directory.onRequest = (request) => {
      if (request === 'users 2')
        throw new SourceError('unreachable', 'Microsoft did not answer.', { hint: 'Try later.' })
    }
    const run = await world.sync()
    expect(run.status).toBe('completed_with_errors')
    expect(run.completeReading).toBe(false)
    expect(run.counts).toEqual({ ...zero, seen: 2, updated: 1, skipped: 1, errors: 1 })
    expect((await peopleOf(world)).every((one) => one.status === 'active' && one.left === false)).toBe(true)
  })

  test('nothing readable at all fails the run with what the directory said', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('f1')] })
    await world.sync()
    const { SourceError } = await import('@rollcall/vocabulary')
    world.source.directory.onRequest = () => {
      throw new SourceError('refused', 'Microsoft refused the secret.', { hint: 'Make a new secret.' })
    }
    const run = await world.sync()
    expect(run.status).toBe('failed')
    expect(run.error).toMatchObject({
      code: 'refused',
      message: 'Microsoft refused the secret.',
      hint: 'Make a new secret.',
    })
    expect((await peopleOf(world))[0]).toMatchObject({ status: 'active', left: false })
  })

  test('people the directory withholds are errors, never leavers', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('g1'), sourceUser('g2')],
      settings: { leaverPolicy: 'deactivate' },
    })
    await world.sync()
    world.source.directory.users.pop()
    world.source.directory.unreadable = [{ objectId: 'g2', why: 'The directory did not say who this is.' }]
    const run = await world.sync()
    expect(run.status).toBe('completed_with_errors')
    expect(run.counts).toEqual({ ...zero, seen: 2, skipped: 1, errors: 1 })
    expect((await peopleOf(world))[1]).toMatchObject({ status: 'active', left: false })
  })
})

/** Four people in three groups, one inside another and back; `tag` keeps one test's people apart from another's. */
function company(tag: string) {
  const [one, two, inner] = [`${tag}-one`, `${tag}-two`, `${tag}-in`]
  const ids = [1, 2, 3, 4].map((n) => `${tag}${n}`)
  const [a = '', b = '', c = '', d = ''] = ids
  return {
    one,
    two,
    users: ids.map((id) => sourceUser(id)),
    groups: [
      sourceGroup(one, { displayName: `Sales ${tag}` }),
      sourceGroup(two),
      sourceGroup(inner, { displayName: 'Inner' }),
    ],
    members: { [one]: [a, b, inner, 'device'], [two]: [b, c], [inner]: [d, one] },
  }
}

describeEachEngine('a sync of groups', (open) => {
  test('counts each person once, devices as not people, and names nested groups', async () => {
    const { one, two, ...tenant } = company('na')
    const world = await openSyncWorld(open(), { ...tenant, settings: { groupIds: [one, two] } })
    const run = await world.sync()
    expect(run.counts).toEqual({ ...zero, seen: 3, created: 3, notPeople: 1 })
    expect(run.warnings.map((warning) => [warning.code, warning.count])).toEqual([['nested_groups', 3]])
    expect(run.warnings[0]?.text).toContain('Inner (3)')
    expect((await world.sync()).changeCount).toBe(0)
  })

  test('with nesting on reads groups inside groups, cycles included', async () => {
    const { one, two: _two, ...tenant } = company('nb')
    const world = await openSyncWorld(open(), {
      ...tenant,
      settings: { groupIds: [one], includeNested: true },
    })
    const run = await world.sync()
    expect(run.counts).toMatchObject({ seen: 3, created: 3 })
    expect((await peopleOf(world)).map((person) => person.id)).toEqual(['nb1', 'nb2', 'nb4'])
  })

  test('a mapping gives a realm, and takes away only what it gave', async () => {
    const { one, two, ...tenant } = company('nc')
    const world = await openSyncWorld(open(), { ...tenant, settings: { groupIds: [one, two] } })
    const staff = await createRealm({ ctx: world.ctx, input: { name: 'Staff' } })
    await map(world, { groupId: one, mode: 'create' }, { groupId: two, mode: 'existing', realmId: staff.id })
    const first = await world.sync()
    expect(first.realmsToCreate).toEqual(['Sales nc'])
    expect(await realmsOf(world)).toEqual([['sales-nc'], ['sales-nc', 'staff'], ['staff']])
    expect((await world.sync()).changeCount).toBe(0)

    const byHand = await world.ctx.db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: world.connection, objectId: 'nc2' },
    })
    await world.ctx.db.client.realmMembership.create({
      data: { realmId: staff.id, userId: byHand.userId ?? '', origin: 'hand' },
    })
    world.source.directory.members = { ...tenant.members, [one]: ['nc1'], [two]: ['nc2'] }
    const third = await world.sync()
    expect(third.counts).toEqual({ ...zero, seen: 2, updated: 1, skipped: 1, left: 1 })
    expect(await realmsOf(world)).toEqual([['sales-nc'], ['staff', 'staff'], []])
    world.source.directory.members = { ...tenant.members, [one]: ['nc1', 'nc2'], [two]: [] }
    await world.sync()
    expect(await realmsOf(world)).toEqual([['sales-nc'], ['sales-nc', 'staff'], []])
  })

  test('an existing realm of the same address is used rather than made again', async () => {
    const { one, two: _two, ...tenant } = company('nd')
    const world = await openSyncWorld(open(), { ...tenant, settings: { groupIds: [one] } })
    await createRealm({ ctx: world.ctx, input: { name: 'Whales', slug: 'sales-nd' } })
    await map(world, { groupId: one, mode: 'create' })
    const run = await world.sync()
    expect(run.realmsToCreate).toEqual([])
    expect(await realmsOf(world)).toEqual([['sales-nd'], ['sales-nd']])
  })

  test('a group that is gone touches nobody; someone taken out of a group leaves', async () => {
    const { one, two, ...tenant } = company('ne')
    const settings = { groupIds: [one, two], leaverPolicy: 'deactivate' }
    const world = await openSyncWorld(open(), { ...tenant, settings })
    await world.sync()
    world.source.directory.groups = tenant.groups.filter((group) => group.objectId !== two)
    const gone = await world.sync()
    expect(gone.counts).toEqual({ ...zero, seen: 2, skipped: 2, notPeople: 1 })
    expect(gone.warnings.map((warning) => warning.code)).toContain('group_missing')
    world.source.directory.groups = tenant.groups
    world.source.directory.members = { ...tenant.members, [two]: ['ne2'] }
    expect((await world.sync()).counts).toMatchObject({ seen: 2, deactivated: 1 })
  })

  test('a group that cannot be read is named, the others go on, and nobody is removed', async () => {
    const { one, two, ...tenant } = company('nh')
    const world = await openSyncWorld(open(), {
      ...tenant,
      settings: { groupIds: [one, two], leaverPolicy: 'deactivate' },
    })
    await world.sync()
    const { SourceError } = await import('@rollcall/vocabulary')
    world.source.directory.members = { ...tenant.members, [one]: ['nh1', 'nh4'] }
    world.source.directory.onRequest = (request) => {
      if (request === `group ${two}`) throw new SourceError('refused', 'No permission for this group.')
    }
    const run = await world.sync()
    expect(run.status).toBe('completed_with_errors')
    expect(run.counts).toEqual({ ...zero, seen: 2, created: 1, skipped: 1, errors: 1 })
    expect((await peopleOf(world)).every((person) => person.status === 'active' && !person.left)).toBe(true)
    world.source.directory.onRequest = () => {
      throw new SourceError('refused', 'The secret has expired.')
    }
    expect(await world.sync()).toMatchObject({
      status: 'failed',
      error: { message: 'The secret has expired.' },
    })
  })

  test('everyone imported, one group mapped: only its members get the realm', async () => {
    const { one: _one, two, ...tenant } = company('nf')
    const world = await openSyncWorld(open(), tenant)
    await map(world, { groupId: two, mode: 'create' })
    await world.sync()
    expect((await realmsOf(world)).map((realms) => realms.length)).toEqual([0, 1, 1, 0])
    await updateConnection({ ctx: world.ctx, input: { id: world.connection, groupIds: [two] } })
    expect((await world.sync()).counts).toMatchObject({ seen: 2, skipped: 2, left: 2 })
  })
})

async function map(
  world: SyncWorld,
  ...mappings: { groupId: string; mode: 'create' | 'existing'; realmId?: string }[]
) {
  await setMappings({ ctx: world.ctx, input: { id: world.connection, mappings } })
}

async function realmsOf(world: SyncWorld) {
  return (await peopleOf(world)).map((person) => person.realms)
}

describeEachEngine('matching', (open) => {
  test('people of the directory who share an email are separate people', async () => {
    const shared = { mail: 'desk@shared.example' }
    const world = await openSyncWorld(open(), { users: [sourceUser('i1', shared), sourceUser('i2', shared)] })
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 2, created: 2 })
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 2, skipped: 2 })
  })

  test('links one unclaimed person by email or user principal name, ignoring case', async () => {
    const world = await openSyncWorld(open(), {
      users: [sourceUser('j1', { mail: null, userPrincipalName: 'J1.Match@Contoso.example' })],
    })
    const here = await world.ctx.db.client.user.create({
      data: { name: 'Jay', email: 'j1.match@contoso.example' },
    })
    const run = await world.sync()
    expect(run.counts).toEqual({ ...zero, seen: 1, updated: 1 })
    const identity = await world.ctx.db.client.entraIdentity.findFirstOrThrow({
      where: { connectionId: world.connection },
    })
    expect(identity.userId).toBe(here.id)
  })

  test('a claimed person, or several, wait for a human', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('k1'), sourceUser('k2')] })
    await world.ctx.db.client.user.create({
      data: { name: 'Kay', email: 'K1@contoso.example', registeredAt: new Date('2026-01-01T00:00:00Z') },
    })
    await world.ctx.db.client.user.createMany({
      data: [1, 2].map((n) => ({ name: `Kim ${n}`, email: 'k2@contoso.example' })),
    })
    const run = await world.sync()
    expect(run.counts).toEqual({ ...zero, seen: 2, conflicts: 2 })
    expect(run.status).toBe('succeeded')
    const conflicts = await world.ctx.db.client.conflict.findMany({
      where: { connectionId: world.connection },
      orderBy: { reason: 'asc' },
    })
    expect(conflicts.map((one) => [one.reason, one.candidateIds.length, one.status])).toEqual([
      ['claimed_match', 1, 'open'],
      ['several_matches', 2, 'open'],
    ])
    await world.ctx.db.client.conflict.updateMany({
      where: { connectionId: world.connection, reason: 'claimed_match' },
      data: { status: 'ignored' },
    })
    await world.ctx.db.client.conflict.updateMany({
      where: { connectionId: world.connection, reason: 'several_matches' },
      data: { status: 'separate' },
    })
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 2, created: 1, skipped: 1 })
  })

  test('someone who has claimed keeps their profile, but not their access', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('l1')] })
    await world.sync()
    await world.ctx.db.client.user.updateMany({
      where: { identities: { some: { connectionId: world.connection } } },
      data: { registeredAt: new Date('2026-01-01T00:00:00Z') },
    })
    world.source.directory.users = [sourceUser('l1', { displayName: 'Other' })]
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 1, skipped: 1 })
    world.source.directory.users = [sourceUser('l1', { displayName: 'Other', accountEnabled: false })]
    expect((await world.sync()).counts).toEqual({ ...zero, seen: 1, disabled: 1 })
    expect((await peopleOf(world))[0]).toMatchObject({ name: 'Person l1', status: 'disabled' })
  })
})

describeEachEngine('one run at a time', (open) => {
  test('two requests at once make one run', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('m1')] })
    const input = { connectionId: world.connection }
    const started = await Promise.all([1, 2, 3].map(() => startRun({ ctx: world.ctx, input })))
    expect(new Set(started.map((one) => one.run.id)).size).toBe(1)
    expect(started.filter((one) => one.started)).toHaveLength(1)
  })
})

/** Every row that a sync may write about people, except runs and events. */
async function snapshot(world: SyncWorld) {
  const where = { connectionId: world.connection }
  const { client } = world.ctx.db
  return {
    identities: await client.entraIdentity.findMany({ where, orderBy: { id: 'asc' } }),
    members: await client.entraGroupMember.findMany({ where, orderBy: { ordinal: 'asc' } }),
    groups: await client.entraGroup.findMany({ where, orderBy: { id: 'asc' } }),
    users: await client.user.findMany({ where: { identities: { some: where } }, orderBy: { id: 'asc' } }),
  }
}
