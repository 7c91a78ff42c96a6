import { describeEachEngine } from '@rollcall/db/testing'
import { type CheckResult, SourceError } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import type { Context } from '../context.ts'
import {
  createTestContext,
  fakeSource,
  makeConnection,
  makeIdentity,
  makeMapping,
  makeMembership,
  makeRealm,
  makeRun,
  makeUser,
  sourceGroup,
} from '../testing/index.ts'
import { checkConnection } from './check-connection.ts'
import { createEntraConnection } from './create-entra-connection.ts'
import { deleteConnection } from './delete-connection.ts'
import { getConnection } from './get-connection.ts'
import { getLastCheck } from './get-last-check.ts'
import { listConnections } from './list-connections.ts'
import { listGroups } from './list-groups.ts'
import { updateConnection } from './update-connection.ts'

const SECRET = 'pasted~secret.Value-42'
const wanted = {
  displayName: 'Contoso',
  directoryId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: `  ${SECRET}\n`,
}

describeEachEngine('a connection', (open) => {
  async function everythingStored(connectionId: string): Promise<string> {
    const { client } = open()
    const events = await client.event.findMany({ where: { connectionId } })
    const row = await client.connection.findUnique({ where: { id: connectionId } })
    const sealed = Buffer.from(row?.secretSealed ?? []).toString('latin1')
    return JSON.stringify(events.map((event) => [event.type, event.data])) + JSON.stringify(row) + sealed
  }

  async function eventTypes(connectionId: string) {
    const rows = await open().client.event.findMany({ where: { connectionId }, orderBy: { id: 'asc' } })
    return rows.map((row) => row.type)
  }

  test('is made with its secret sealed, opened only for the directory, and shown nowhere', async () => {
    const given: string[] = []
    const openSource: Context['openSource'] = (settings) => {
      given.push(JSON.stringify(settings.credential))
      return fakeSource()
    }
    const ctx = createTestContext(open(), { openSource })
    const view = await createEntraConnection({
      ctx,
      input: { ...wanted, groupId: 'g1', groupIds: ['g2', 'g1'], guard: { maxPeople: 3 } },
    })
    expect(view).toMatchObject({
      hasSecret: true,
      groupIds: ['g1', 'g2'],
      guard: { maxPeople: 3, maxPercent: 5 },
      people: { mirrored: 0, linked: 0, conflicts: 0 },
      lastCheck: null,
      lastRun: null,
    })
    const results: CheckResult[] = []
    const input = { id: view.id, onResult: (result: CheckResult) => void results.push(result) }
    const report = await checkConnection({ ctx, input })
    expect(given).toEqual([JSON.stringify({ kind: 'secret', clientSecret: SECRET })])
    expect(results).toEqual(report.checks)
    const checked = await getConnection({ ctx, input: { id: view.id } })
    expect(checked.lastCheck).toEqual({ status: 'pass', at: report.checkedAt })
    expect(await getLastCheck({ ctx, input: { id: view.id } })).toEqual(report)
    expect(await eventTypes(view.id)).toEqual(['connection.created', 'connection.checked'])
    expect(await everythingStored(view.id)).not.toContain(SECRET)
    expect(JSON.stringify([view, checked])).not.toContain(SECRET)
  })

  test.each([
    [{ directoryId: 'not a tenant' }, 'directoryId'],
    [{ clientId: 'abc' }, 'clientId'],
    [{ clientSecret: '   ' }, 'clientSecret'],
    [{ displayName: '' }, 'displayName'],
    [{ schedule: { cron: '61 * * * *' } }, 'schedule.cron'],
    [{ unknownField: 1 }, ''],
  ])('%j is refused with the field that is wrong', async (wrong, path) => {
    const before = await open().client.connection.count()
    const attempt = createEntraConnection({ ctx: createTestContext(open()), input: { ...wanted, ...wrong } })
    await expect(attempt).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
    expect(await open().client.connection.count()).toBe(before)
  })

  test('changes what is given, keeps the secret unless a new one comes, and says what changed', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id } = await createEntraConnection({ ctx, input: wanted })
    await checkConnection({ ctx, input: { id } })
    const sealed = async () => (await db.client.connection.findUniqueOrThrow({ where: { id } })).secretSealed
    const before = await sealed()

    const schedule = { cron: '0 2 * * *', timeZone: 'Europe/Paris' }
    const edited = await updateConnection({
      ctx,
      input: { id, displayName: 'Contoso Ltd', schedule, includeNested: true },
    })
    expect(edited).toMatchObject({
      displayName: 'Contoso Ltd',
      schedule,
      includeNested: true,
      directoryId: wanted.directoryId,
    })
    expect(edited.lastCheck?.status).toBe('pass')
    expect(await sealed()).toEqual(before)

    await updateConnection({ ctx, input: { id, displayName: 'Contoso Ltd' } })
    const renewed = await updateConnection({ ctx, input: { id, clientSecret: `${SECRET}-new` } })
    expect(renewed.lastCheck).toBeNull()
    expect(await sealed()).not.toEqual(before)
    expect(await eventTypes(id)).toEqual([
      'connection.created',
      'connection.checked',
      'connection.updated',
      'connection.secret_replaced',
    ])
    expect(await everythingStored(id)).not.toContain(SECRET)
    const cleared = await updateConnection({ ctx, input: { id, schedule: null } })
    expect(cleared.schedule).toBeNull()
  })

  test('moves to another tenant only while nobody is linked', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const other = '33333333-3333-4333-8333-333333333333'
    const identity = await makeIdentity(db, { connectionId: id, userId: await makeUser(db) })
    await expect(updateConnection({ ctx, input: { id, directoryId: other } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('manages 1 person'),
    })
    await updateConnection({ ctx, input: { id, directoryId: wanted.directoryId.toUpperCase() } })

    await db.client.entraIdentity.update({ where: { id: identity }, data: { userId: null } })
    const run = await makeRun(db, { connectionId: id, status: 'reading' })
    await expect(updateConnection({ ctx, input: { id, directoryId: other } })).rejects.toMatchObject({
      code: 'conflict',
    })
    await db.client.syncRun.update({ where: { id: run }, data: { status: 'failed' } })

    const moved = await updateConnection({ ctx, input: { id, directoryId: other } })
    expect(moved).toMatchObject({ directoryId: other, people: { mirrored: 0 } })
  })

  test('the domain name of a checked tenant becomes its id even while people are linked', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const { id } = await createEntraConnection({ ctx, input: { ...wanted, directoryId: 'contoso.example' } })
    const lastCheck = {
      status: 'pass',
      checkedAt: '2026-11-21T10:00:00Z',
      tenant: { id: wanted.directoryId, displayName: null },
    }
    await db.client.connection.update({ where: { id }, data: { lastCheck } })
    await makeIdentity(db, { connectionId: id, userId: await makeUser(db) })
    const moved = await updateConnection({ ctx, input: { id, directoryId: wanted.directoryId } })
    expect(moved).toMatchObject({ directoryId: wanted.directoryId, people: { linked: 1 } })
  })

  test('shows counts and the latest run of each connection', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const id = await makeConnection(db, { displayName: 'Counted' })
    await makeIdentity(db, { connectionId: id, userId: await makeUser(db) })
    await makeIdentity(db, { connectionId: id, leftAt: new Date() })
    const identityId = await makeIdentity(db, { connectionId: id })
    await db.client.conflict.create({ data: { connectionId: id, identityId, reason: 'claimed_match' } })
    await makeRun(db, { connectionId: id, createdAt: new Date('2026-01-01') })
    const latest = await makeRun(db, {
      connectionId: id,
      status: 'failed',
      createdAt: new Date('2026-02-01'),
    })
    const all = await listConnections({ ctx, input: {} })
    expect(all.find((one) => one.id === id)).toMatchObject({
      people: { mirrored: 2, linked: 1, conflicts: 1 },
      lastRun: { id: latest, status: 'failed', finishedAt: null },
      hasSecret: false,
    })
  })

  test('what does not exist is not found, and one without credentials cannot be asked', async () => {
    const ctx = createTestContext(open())
    const input = { id: uuidv7() }
    for (const verb of [getConnection, updateConnection, deleteConnection, checkConnection, listGroups]) {
      await expect(verb({ ctx, input })).rejects.toMatchObject({ code: 'not_found' })
    }
    const bare = { id: await makeConnection(open()) }
    await expect(checkConnection({ ctx, input: bare })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a check that was stopped is not kept', async () => {
    const stop = new AbortController()
    const source = fakeSource({ onRequest: () => stop.abort() })
    const ctx = createTestContext(open(), { openSource: () => source })
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const attempt = checkConnection({ ctx, input: { id, signal: stop.signal } })
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable' })
    expect((await getConnection({ ctx, input: { id } })).lastCheck).toBeNull()
  })

  test('lists groups of the directory with their counts, and pages by its cursor', async () => {
    const groups = [
      sourceGroup('g1', { displayName: 'Sales' }),
      sourceGroup('g2', { displayName: 'Salespeople' }),
    ]
    const source = fakeSource({ groups, members: { g1: ['x', 'y'] } })
    const ctx = createTestContext(open(), { openSource: () => source })
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const first = await listGroups({ ctx, input: { id, search: 'sales', limit: 1 } })
    expect(first).toMatchObject({ items: [{ id: 'g1', name: 'Sales', memberCount: 2 }], total: 2 })
    const next = await listGroups({
      ctx,
      input: { id, search: 'sales', limit: 1, cursor: first.nextCursor ?? '' },
    })
    expect(next).toMatchObject({ items: [{ id: 'g2' }], nextCursor: null })
  })

  test.each([
    ['refused', 'directory_refused'],
    ['missing', 'directory_refused'],
    ['unreachable', 'directory_unreachable'],
    ['throttled', 'directory_unreachable'],
    ['malformed', 'directory_unreachable'],
    ['restart', 'invalid_input'],
    ['cancelled', 'unavailable'],
  ] as const)('a directory that answers %s gives %s, with what to do about it', async (failure, code) => {
    const onRequest = () => {
      throw new SourceError(failure, 'It did not work.', { hint: 'Grant consent.' })
    }
    const ctx = createTestContext(open(), { openSource: () => fakeSource({ onRequest }) })
    const { id } = await createEntraConnection({ ctx, input: wanted })
    const attempt = listGroups({ ctx, input: { id } })
    await expect(attempt).rejects.toMatchObject({ code, message: 'It did not work. Grant consent.' })
  })
})

describeEachEngine('deleting a connection', (open) => {
  /** Six people with every reason to stay or go, all linked to one connection. */
  async function makePeople() {
    const db = open()
    const id = await makeConnection(db, { displayName: 'Gone' })
    const elsewhere = await makeConnection(db)
    const byHand = await makeRealm(db, 'By hand')
    const mapped = await makeRealm(db, 'Mapped')
    const mappingId = await makeMapping(db, { connectionId: id, realmId: mapped })
    const link = async (values: Parameters<typeof makeUser>[1]) => {
      const userId = await makeUser(db, values)
      await makeIdentity(db, { connectionId: id, userId })
      await makeMembership(db, { realmId: mapped, userId, mappingId })
      return userId
    }
    const people = {
      untouched: await link({}),
      claimed: await link({ registeredAt: new Date() }),
      edited: await link({ editedFields: ['name'] }),
      placed: await link({}),
      shared: await link({}),
      owner: await link({ role: 'owner', registeredAt: new Date() }),
    }
    await makeMembership(db, { realmId: byHand, userId: people.placed })
    await makeIdentity(db, { connectionId: elsewhere, userId: people.shared })
    return { id, people, mapped }
  }

  async function statusOf(people: Record<string, string>) {
    const rows = await open().client.user.findMany({
      where: { id: { in: Object.values(people) } },
      select: { id: true, status: true },
    })
    const byId = new Map(rows.map((row) => [row.id, row.status]))
    return Object.fromEntries(Object.entries(people).map(([name, id]) => [name, byId.get(id) ?? 'deleted']))
  }

  const active = 'active'
  const disabled = 'disabled'

  test('keep: everyone stays, with the realms they had', async () => {
    const { id, people, mapped } = await makePeople()
    const result = await deleteConnection({ ctx: createTestContext(open()), input: { id } })
    expect(result).toMatchObject({ deleted: true, people: 6 })
    expect(new Set(Object.values(await statusOf(people)))).toEqual(new Set([active]))
    const memberships = await open().client.realmMembership.findMany({ where: { realmId: mapped } })
    expect(memberships.map((one) => one.origin)).toEqual(Array(6).fill('hand'))
    expect(await open().client.entraIdentity.count({ where: { connectionId: id } })).toBe(0)
    await open().client.user.deleteMany({ where: { role: 'owner' } })
  })

  test('disable: everyone only it held, but never the last owner', async () => {
    const db = open()
    const { id, people } = await makePeople()
    const session = {
      userId: people.claimed,
      tokenHash: new TextEncoder().encode(id),
      expiresAt: new Date('2030-01-01'),
    }
    await db.client.session.create({ data: session })
    const result = await deleteConnection({ ctx: createTestContext(db), input: { id, people: 'disable' } })
    expect(result).toMatchObject({ people: 4, message: 'Gone is deleted. 4 people were disabled.' })
    expect(await statusOf(people)).toEqual({
      untouched: disabled,
      claimed: disabled,
      edited: disabled,
      placed: disabled,
      shared: active,
      owner: active,
    })
    expect(await db.client.session.count({ where: { userId: people.claimed } })).toBe(0)
    const event = await db.client.event.findFirstOrThrow({
      where: { connectionId: id, type: 'connection.deleted' },
    })
    expect(event.data).toEqual({ connection: 'Gone', choice: 'disable', people: 4 })
    await db.client.user.deleteMany({ where: { role: 'owner' } })
  })

  test('disable: an owner goes as well while another stays', async () => {
    await makeUser(open(), { role: 'owner', registeredAt: new Date() })
    const { id, people } = await makePeople()
    await deleteConnection({ ctx: createTestContext(open()), input: { id, people: 'disable' } })
    expect(await statusOf(people)).toMatchObject({ owner: disabled })
    await open().client.user.deleteMany({ where: { role: 'owner' } })
  })

  test('delete untouched: only people whom nobody has claimed, edited, placed or shares', async () => {
    const { id, people } = await makePeople()
    const ctx = createTestContext(open())
    const result = await deleteConnection({ ctx, input: { id, people: 'delete_untouched' } })
    expect(result.people).toBe(1)
    expect(await statusOf(people)).toEqual({
      untouched: 'deleted',
      claimed: active,
      edited: active,
      placed: active,
      shared: active,
      owner: active,
    })
    await open().client.user.deleteMany({ where: { role: 'owner' } })
  })

  test.each(['queued', 'reading', 'awaiting_confirmation', 'applying'])(
    'waits for a run that is %s',
    async (status) => {
      const id = await makeConnection(open())
      await makeRun(open(), { connectionId: id, status })
      const ctx = createTestContext(open())
      await expect(deleteConnection({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' })
      expect((await getConnection({ ctx, input: { id } })).id).toBe(id)
    },
  )
})
