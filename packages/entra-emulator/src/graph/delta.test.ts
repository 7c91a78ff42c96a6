import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, TestClient, textAt } from '../testing/test-client.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import type { Behaviour } from '../tenant-spec.ts'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 120 }] })
})
afterAll(() => client.close())
afterEach(() => {
  client.emulator.control.reset()
  client.forgetToken()
})

const USERS = '/users/delta?$select=id,displayName,mail,department'
const GROUPS = '/groups/delta?$select=id,displayName,members'

const behave = (patch: Partial<Behaviour>): unknown =>
  client.emulator.control.setBehaviour(client.tenant.tenantId, patch)
const ids = (items: readonly JsonObject[]): string[] => items.map((item) => textAt(item, 'id')).toSorted()
const links = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : []

function someone(at = 50): { id: string } {
  const user = client.tenant.directory.users()[at]
  if (user === undefined) throw new Error('There are too few people.')
  return user
}

/** What a client holds after merging a round the way Microsoft describes: add, remove, never replace. */
function merge(
  items: readonly JsonObject[],
  into = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  for (const item of items) {
    const id = textAt(item, 'id')
    if ('@removed' in item) into.delete(id)
    else {
      const members = into.get(id) ?? new Set<string>()
      for (const link of links(item['members@delta']))
        if ('@removed' in link) members.delete(textAt(link, 'id'))
        else members.add(textAt(link, 'id'))
      into.set(id, members)
    }
  }
  return into
}

function actualMembers(): Map<string, Set<string>> {
  const { directory } = client.tenant
  const visible = directory.groups().filter((group) => group.visibility !== 'HiddenMembership')
  return new Map(visible.map(({ id }) => [id, new Set(directory.members(id).map((member) => member.id))]))
}

function withoutHidden(held: Map<string, Set<string>>): Map<string, Set<string>> {
  const hidden = client.tenant.directory.findGroup('Leadership succession')
  held.delete(hidden?.id ?? '')
  return held
}

describe('users', () => {
  test('a first round has everyone once, without properties that were never set', async () => {
    behave({ deltaPageSize: 50 })
    const { items, pages } = await client.round(USERS)
    expect(pages).toBe(3)
    expect(ids(items)).toEqual(
      client.tenant.directory
        .users()
        .map((user) => user.id)
        .toSorted(),
    )
    const withoutMail = client.tenant.directory.users().find((user) => user.mail === null)
    expect(items.find((item) => item['id'] === withoutMail?.id)).not.toHaveProperty('mail')
  })

  test('a round without changes is empty and still brings a new link', async () => {
    const { link } = await client.round(USERS)
    const quiet = await client.round(link)
    expect([quiet.items, quiet.pages]).toEqual([[], 1])
    expect(quiet.link).not.toBe(link)
  })

  test('changes, deletions, purges and returns arrive the way Microsoft sends them', async () => {
    const { directory } = client.tenant
    const { link } = await client.round(USERS)
    const [changed, cleared, deleted, purged, other] = [10, 11, 12, 13, 14].map((at) => someone(at).id)
    directory.updateUser(changed ?? '', { displayName: 'New Name' })
    directory.updateUser(cleared ?? '', { department: null })
    directory.deleteUser(deleted ?? '')
    directory.purgeUser(purged ?? '')
    directory.updateUser(other ?? '', { city: 'Dijon' })
    const added = directory.addUser({ displayName: 'Nia Added', department: 'Sales' })
    const second = await client.round(link)
    const item = (id: string | undefined): unknown => second.items.find((candidate) => candidate['id'] === id)
    expect(ids(second.items)).toEqual(
      ids([changed, cleared, deleted, purged, added.id].map((id) => ({ id: id ?? '' }))),
    )
    expect(item(changed)).toMatchObject({ displayName: 'New Name' })
    expect(item(cleared)).toMatchObject({ department: null })
    expect(item(deleted)).toEqual({ id: deleted, '@removed': { reason: 'changed' } })
    expect(item(purged)).toEqual({ id: purged, '@removed': { reason: 'deleted' } })
    expect(item(added.id)).toEqual({ id: added.id, displayName: 'Nia Added', department: 'Sales' })
    directory.restoreUser(deleted ?? '')
    const third = await client.round(second.link)
    expect(third.items).toEqual([expect.objectContaining({ id: deleted, displayName: expect.any(String) })])
    expect(third.items[0]).not.toHaveProperty('@removed')
  })

  test('only changed properties come back when the client prefers so', async () => {
    const { link } = await client.round(USERS)
    const { id } = someone()
    client.tenant.directory.updateUser(id, { department: 'Sales' })
    const minimal = await client.round(link, { prefer: 'return=minimal' })
    expect(minimal.items).toEqual([{ id, department: 'Sales' }])
    expect((await client.round(link)).items[0]).toHaveProperty('displayName')
  })

  test('managers are links', async () => {
    const { items, link } = await client.round('/users/delta?$select=id,manager')
    const head = client.tenant.directory.users()[0]
    expect(items.find((item) => item['id'] === head?.id)).toMatchObject({ 'manager@delta': [] })
    const { id } = someone()
    client.tenant.directory.updateUser(id, { managerId: head?.id ?? null })
    expect((await client.round(link)).items).toEqual([
      { id, 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: head?.id }] },
    ])
  })

  test('"latest" starts from now, and a filter limits the round to given people', async () => {
    const now = await client.round(`${USERS}&$deltatoken=latest`)
    expect([now.items, now.pages]).toEqual([[], 1])
    client.tenant.directory.updateUser(someone().id, { mail: 'new@larkfield.example' })
    expect(ids((await client.round(now.link)).items)).toEqual([someone().id])
    const chosen = [someone(3).id, someone(4).id]
    const filter = chosen.map((id) => `id eq '${id}'`).join(' or ')
    expect(ids((await client.round(`${USERS}&$filter=${filter}`)).items)).toEqual(chosen.toSorted())
    const tooMany = Array.from({ length: 51 }, (_, at) => `id eq '${someone(at).id}'`).join(' or ')
    expect(errorOf(await client.graph(`${USERS}&$filter=${tooMany}`)).code).toBe('Request_UnsupportedQuery')
  })

  test.each([
    '$top=5',
    '$orderby=displayName',
    '$expand=manager',
    '$search="displayName:a"',
    "$filter=displayName eq 'a'",
  ])('%s is not for delta queries', async (parameter) => {
    expect(errorOf(await client.graph(`/users/delta?${parameter}`)).code).toBe('Request_UnsupportedQuery')
  })
})

describe('groups', () => {
  test('members of large groups are spread over pages and merge to what is true', async () => {
    behave({ deltaPageSize: 4, deltaMembersPerPage: 15, shuffle: true })
    const { items, pages } = await client.round(GROUPS)
    expect(pages).toBeGreaterThan(8)
    const everyone = client.tenant.directory.findGroup('All employees')
    expect(items.filter((item) => item['id'] === everyone?.id).length).toBeGreaterThan(5)
    expect(withoutHidden(merge(items))).toEqual(actualMembers())
    const types = new Set(
      items.flatMap((item) => links(item['members@delta']).map((link) => link['@odata.type'])),
    )
    expect(types).toContain('#microsoft.graph.group')
    expect(types).toContain('#microsoft.graph.device')
  })

  test('changes of members and of groups keep a client in step', async () => {
    behave({ deltaMembersPerPage: 10 })
    const { directory } = client.tenant
    const first = await client.round(GROUPS)
    const held = merge(first.items)
    const engineering = directory.findGroup('Engineering')?.id ?? ''
    const [leaving] = directory.members(engineering)
    directory.removeMember(engineering, leaving?.id ?? '')
    const fresh = directory.addGroup({ displayName: 'Fresh' })
    for (const user of directory.users().slice(0, 25)) directory.addMember(fresh.id, user.id)
    directory.addMember(fresh.id, engineering)
    directory.deleteUser(someone(20).id)
    directory.deleteGroup(directory.findGroup('Office Nairobi')?.id ?? '')
    directory.updateGroup(directory.findGroup('Sales')?.id ?? '', { displayName: 'Selling' })
    const second = await client.round(first.link)
    expect(second.pages).toBeGreaterThan(1)
    expect(second.items.some((item) => item['displayName'] === 'Selling')).toBe(true)
    const removals = second.items
      .flatMap((item) => links(item['members@delta']))
      .filter((link) => '@removed' in link)
    expect(removals).toContainEqual({
      '@odata.type': '#microsoft.graph.user',
      id: leaving?.id,
      '@removed': { reason: 'deleted' },
    })
    expect(withoutHidden(merge(second.items, held))).toEqual(actualMembers())
  })

  test('a restored group brings its members back', async () => {
    const { directory } = client.tenant
    const id = directory.findGroup('Legal')?.id ?? ''
    const first = await client.round(GROUPS)
    directory.deleteGroup(id)
    const second = await client.round(first.link)
    expect(second.items).toContainEqual({ id, '@removed': { reason: 'changed' } })
    directory.restoreGroup(id)
    const third = await client.round(second.link)
    expect(merge(third.items).get(id)).toEqual(actualMembers().get(id))
  })

  test('members stay out when they were not selected, and so do hidden ones', async () => {
    const names = await client.round('/groups/delta?$select=id,displayName')
    expect(names.items.every((item) => !('members@delta' in item))).toBe(true)
    const { items } = await client.round('/groups/delta')
    expect(items.find((item) => item['displayName'] === 'Leadership succession')).not.toHaveProperty(
      'members@delta',
    )
    expect(items.find((item) => item['displayName'] === 'Engineering')).toHaveProperty('members@delta')
  })
})

describe('what makes delta queries hard', () => {
  test('empty pages with a link onwards', async () => {
    behave({ emptyPages: true, deltaPageSize: 60 })
    const { items, pages } = await client.round(USERS)
    expect([items.length, pages]).toEqual([120, 4])
  })

  test('repeated changes', async () => {
    const { link } = await client.round(USERS)
    client.tenant.directory.updateUser(someone().id, { displayName: 'Once' })
    const second = await client.round(link)
    behave({ replayLast: 5 })
    expect((await client.round(second.link)).items).toEqual(second.items)
  })

  test('changes that show up late', async () => {
    behave({ visibilityDelayMs: 60_000 })
    const { link } = await client.round(USERS)
    client.tenant.directory.updateUser(someone().id, { displayName: 'Later' })
    const early = await client.round(link)
    expect(early.items).toEqual([])
    client.emulator.control.advanceClock(61_000)
    expect(ids((await client.round(early.link)).items)).toEqual([someone().id])
  })

  test('removed objects in the first round', async () => {
    behave({ removedInFirstRound: true })
    const { id } = someone()
    client.tenant.directory.deleteUser(id)
    expect((await client.round(USERS)).items).toContainEqual({ id, '@removed': { reason: 'changed' } })
  })

  test('a shuffled first round still has everyone once', async () => {
    behave({ shuffle: true, deltaPageSize: 33 })
    const { items } = await client.round(USERS)
    expect(ids(items)).toEqual(
      client.tenant.directory
        .users()
        .map((user) => user.id)
        .toSorted(),
    )
    expect(items.map((item) => item['id'])).not.toEqual(
      client.tenant.directory.users().map((user) => user.id),
    )
  })

  test('a shuffled round of changes has each of them once, in an order of its own', async () => {
    behave({ shuffle: true, deltaPageSize: 4, deltaMembersPerPage: 5 })
    const { directory } = client.tenant
    const [users, groups] = [await client.round(USERS), await client.round(GROUPS)]
    const changed = directory.users().slice(0, 25)
    for (const { id } of changed) directory.updateUser(id, { department: 'Moved' })
    const fresh = directory.addGroup({ displayName: 'Fresh' })
    for (const { id } of changed) directory.addMember(fresh.id, id)
    const second = await client.round(users.link)
    expect(second.pages).toBe(7)
    expect(ids(second.items)).toEqual(ids(changed))
    expect(second.items.map((item) => item['id'])).not.toEqual(changed.map(({ id }) => id))
    const parts = (await client.round(groups.link)).items
    expect(parts).toHaveLength(5)
    expect(merge(parts).get(fresh.id)).toEqual(actualMembers().get(fresh.id))
  })

  test('links that are too old, from before a reset, or tampered with', async () => {
    const { link } = await client.round(USERS)
    client.emulator.control.advanceClock(7 * 86_400_000)
    client.forgetToken()
    expect(errorOf(await client.graph(link))).toMatchObject({ status: 400, code: 'syncStateNotFound' })
    const fresh = await client.round(USERS)
    client.emulator.control.reset()
    client.forgetToken()
    expect(errorOf(await client.graph(fresh.link)).code).toBe('syncStateNotFound')
    const other = await client.round(USERS)
    expect(errorOf(await client.graph(`${other.link}xx`))).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
    })
  })

  test('a reset answers 410 with the address of a full round', async () => {
    const { link } = await client.round(USERS)
    const { control } = client.emulator
    control.addFault({ match: { path: 'deltatoken', times: 1 }, effect: { kind: 'delta-reset' } })
    control.addFault({
      match: { path: 'deltatoken', nth: 2 },
      effect: { kind: 'delta-reset', as: 'expired' },
    })
    const gone = await client.graph(link)
    expect(errorOf(gone)).toMatchObject({ status: 410, code: 'resyncRequired' })
    expect(errorOf(await client.graph(link)).code).toBe('syncStateNotFound')
    const again = await client.round(gone.headers.get('location') ?? '')
    expect(again.items).toHaveLength(120)
    expect(Object.keys(again.items[0] ?? {}).toSorted()).toEqual(['department', 'displayName', 'id', 'mail'])
    expect((await client.round(link)).items).toEqual([])
  })
})
