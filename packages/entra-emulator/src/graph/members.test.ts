import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, EVENTUAL, TestClient, valuesOf, textAt } from '../testing/test-client.ts'
import type { JsonObject } from '../json-value.ts'

let client: TestClient
let limited: TestClient

beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 300 }] })
  limited = await TestClient.start({
    tenants: [{ people: 300, apps: [{ roles: ['GroupMember.Read.All'] }] }],
  })
})
afterAll(async () => {
  await client.close()
  await limited.close()
})

function group(name: string): string {
  const found = client.tenant.directory.findGroup(name)
  if (found === undefined) throw new Error(`No group ${name}`)
  return found.id
}

const kinds = (items: readonly JsonObject[]): string[] =>
  [...new Set(items.map((item) => textAt(item, '@odata.type')))].toSorted()
const ids = (items: readonly JsonObject[]): string[] => items.map((item) => textAt(item, 'id')).toSorted()

describe('members', () => {
  test('are paged, typed, and as many as the directory says', async () => {
    const id = group('Engineering')
    const { items, pages } = await client.all(`/groups/${id}/members?$select=id,displayName&$top=20`)
    expect(pages.length).toBeGreaterThan(2)
    expect(ids(items)).toEqual(
      client.tenant.directory
        .members(id)
        .map((member) => member.id)
        .toSorted(),
    )
    expect(kinds(items)).toEqual(['#microsoft.graph.user'])
    expect(pages[0]?.json['@odata.context']).toMatch(/#directoryObjects\(id,displayName\)$/)
    expect((await client.graph(`/groups/${id}/members/$count`, EVENTUAL)).text).toBe(String(items.length))
    expect((await client.graph(`/groups/${id}/members/$count`)).status).toBe(400)
  })

  test('may be devices, contacts and groups, but not service principals in version 1.0', async () => {
    const of = async (name: string): Promise<unknown[]> =>
      kinds((await client.all(`/groups/${group(name)}/members`)).items)
    expect(await of('Kiosks and their owners')).toEqual(['#microsoft.graph.device', '#microsoft.graph.user'])
    expect(await of('Suppliers and press')).toEqual(['#microsoft.graph.orgContact', '#microsoft.graph.user'])
    expect(await of('All engineering')).toEqual(['#microsoft.graph.group'])
    expect(await of('Automation accounts')).toEqual(['#microsoft.graph.user'])
    expect(await of('Alumni programme')).toEqual([])
    const all = client.tenant.directory.members(group('Automation accounts'))
    expect(all.map((member) => member.kind)).toContain('servicePrincipal')
  })

  test('come as one type when cast, and a cast with parameters is an advanced query', async () => {
    const path = `/groups/${group('Technical staff')}/members/microsoft.graph.group`
    const plain = await client.graph(path)
    expect(
      valuesOf(plain.json)
        .map((item) => textAt(item, 'displayName'))
        .toSorted(),
    ).toEqual(['All engineering', 'Information Technology', 'Research'])
    expect(valuesOf(plain.json)[0]).not.toHaveProperty('@odata.type')
    expect(plain.json['@odata.context']).toMatch(/#groups$/)
    expect(errorOf(await client.graph(`${path}?$select=id`)).code).toBe('Request_UnsupportedQuery')
    const advanced = await client.graph(`${path}?$select=id&$count=true`, EVENTUAL)
    expect(advanced.json['@odata.count']).toBe(3)
  })

  test('at any depth are listed once with the groups between, and cycles end', async () => {
    const engineering = await client.all(
      `/groups/${group('All engineering')}/transitiveMembers?$select=id&$top=999`,
    )
    const direct = await client.all(`/groups/${group('Engineering')}/members?$select=id&$top=999`)
    const people = engineering.items.filter((item) => item['@odata.type'] === '#microsoft.graph.user')
    expect(ids(people)).toEqual(ids(direct.items))
    expect(engineering.items.length - people.length).toBe(5)
    const aurora = await client.all(`/groups/${group('Project Aurora')}/transitiveMembers?$select=id`)
    const reviewers = await client.all(`/groups/${group('Aurora reviewers')}/transitiveMembers?$select=id`)
    const onlyPeople = (items: readonly JsonObject[]): string[] =>
      ids(items.filter((item) => item['@odata.type'] === '#microsoft.graph.user'))
    expect(onlyPeople(aurora.items)).toEqual(onlyPeople(reviewers.items))
    expect(new Set(ids(aurora.items)).size).toBe(aurora.items.length)
  })

  test('of a hidden membership show only with Member.Read.Hidden', async () => {
    const id = group('Leadership succession')
    expect((await client.all(`/groups/${id}/members`)).items).toEqual([])
    const { control } = client.emulator
    control.grantRole(client.tenant.tenantId, client.app.clientId, 'Member.Read.Hidden')
    client.forgetToken()
    expect((await client.all(`/groups/${id}/members`)).items).toHaveLength(8)
  })

  test('of types the app may not read have an id and nothing else', async () => {
    const { json } = await limited.graph(
      `/groups/${group('Engineering')}/members?$select=id,displayName,mail&$top=1`,
    )
    expect(valuesOf(json)[0]).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: expect.any(String),
      displayName: null,
      mail: null,
    })
    const nested = await limited.graph(
      `/groups/${group('All engineering')}/members?$select=id,displayName&$top=1`,
    )
    expect(valuesOf(nested.json)[0]?.['displayName']).toEqual(expect.any(String))
  })

  test('follow changes at once', async () => {
    const { directory } = client.tenant
    const id = group('Alumni programme')
    const user = directory.addUser({ displayName: 'Iris Alumna' })
    directory.addMember(id, user.id)
    const path = `/groups/${id}/members?$select=id,displayName`
    expect(valuesOf((await client.graph(path)).json)).toMatchObject([
      { id: user.id, displayName: 'Iris Alumna' },
    ])
    directory.deleteUser(user.id)
    expect(valuesOf((await client.graph(path)).json)).toEqual([])
    directory.restoreUser(user.id)
    expect(valuesOf((await client.graph(path)).json)).toHaveLength(1)
    directory.removeMember(id, user.id)
    expect(valuesOf((await client.graph(path)).json)).toEqual([])
  })
})
