import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isJsonObject } from '../json-value.ts'
import { TestClient, valuesOf, textAt } from '../testing/test-client.ts'

let client: TestClient
let base: string
beforeAll(async () => {
  client = await TestClient.start({
    tenants: [
      { people: 25, users: [{ displayName: 'Zed Given', userPrincipalName: 'zed@larkfield.example' }] },
    ],
  })
  base = `/tenants/${client.tenant.tenantId}`
})
afterAll(() => client.close())
afterEach(() => client.emulator.control.reset())

test('tenants, apps and secrets can be looked up', async () => {
  const { json } = await client.control('GET', '/tenants')
  expect(json['tenants']).toMatchObject([
    {
      tenantId: client.tenant.tenantId,
      users: 26,
      apps: [{ clientId: client.app.clientId, secret: client.app.secret }],
    },
  ])
})

test('people come, change, go, return and vanish', async () => {
  const { status, json } = await client.control('POST', `${base}/users`, {
    displayName: 'Ada',
    mail: 'ada@larkfield.example',
  })
  expect([status, json['displayName']]).toEqual([201, 'Ada'])
  const path = `${base}/users/${textAt(json, 'id')}`
  expect((await client.control('PATCH', path, { accountEnabled: false })).json['accountEnabled']).toBe(false)
  const inGraph = async (): Promise<number> => (await client.graph(`/users/${textAt(json, 'id')}`)).status
  expect(await inGraph()).toBe(200)
  await client.control('DELETE', path)
  expect(await inGraph()).toBe(404)
  const deleted = await client.graph(
    '/directory/deletedItems/microsoft.graph.user?$select=id,displayName,deletedDateTime',
  )
  expect(valuesOf(deleted.json)).toEqual([
    { id: json['id'], displayName: 'Ada', deletedDateTime: expect.any(String) },
  ])
  await client.control('POST', `${path}/restore`)
  expect(await inGraph()).toBe(200)
  await client.control('DELETE', `${path}?permanently=true`)
  expect((await client.control('POST', `${path}/restore`)).status).toBe(404)
  const found = await client.control('GET', `${base}/users?userPrincipalName=ZED@larkfield.example`)
  expect(found.json['users']).toMatchObject([{ displayName: 'Zed Given' }])
})

test('groups and members change too', async () => {
  const { json } = await client.control('POST', `${base}/groups`, { displayName: 'Choir' })
  const [first, second] = client.tenant.directory.users()
  const members = `${base}/groups/${textAt(json, 'id')}/members`
  await client.control('POST', members, { ids: [first?.id ?? '', second?.id ?? ''] })
  await client.control('DELETE', `${members}/${first?.id}`)
  expect((await client.control('GET', members)).json['members']).toEqual([{ id: second?.id, kind: 'user' }])
  const renamed = await client.control('PATCH', `${base}/groups/${textAt(json, 'id')}`, {
    displayName: 'Big choir',
  })
  expect(renamed.json['displayName']).toBe('Big choir')
  expect((await client.control('GET', `${base}/groups?displayName=Big choir`)).json['groups']).toHaveLength(1)
  await client.control('DELETE', `${base}/groups/${textAt(json, 'id')}`)
  expect(client.tenant.directory.findGroup('Big choir')).toBeUndefined()
})

test('faults are set and cleared from outside, and requests are on record', async () => {
  const id = '11111111-2222-4333-8444-555555555555'
  const set = await client.control('POST', '/faults', {
    match: { path: '/users', times: 1 },
    effect: { kind: 'throttle', retryAfter: 1 },
  })
  expect(set.status).toBe(201)
  expect((await client.graph('/users?$top=1', { 'client-request-id': id })).status).toBe(429)
  expect((await client.control('GET', '/faults')).json['faults']).toMatchObject([
    { id: set.json['id'], applied: 1 },
  ])
  await client.control('POST', '/faults', { match: { path: '/users' }, effect: { kind: 'truncate' } })
  await client.control('DELETE', '/faults')
  expect((await client.graph('/users')).status).toBe(200)
  const { json } = await client.control('GET', '/requests')
  const requests = Array.isArray(json['requests']) ? json['requests'].filter(isJsonObject) : []
  expect(requests).toContainEqual({
    method: 'GET',
    path: '/v1.0/users?$top=1',
    status: 429,
    at: expect.any(String),
    clientRequestId: id,
  })
  expect(requests.some((entry) => textAt(entry, 'path').startsWith('/_emulator'))).toBe(false)
  await client.control('DELETE', '/requests')
  expect(client.emulator.control.requests()).toEqual([])
})

test('apps, behaviour and clock are steered from outside', async () => {
  const app = `${base}/apps/${client.app.clientId}`
  expect(
    (await client.control('POST', app, { disabled: true, roles: ['Group.Read.All'] })).json,
  ).toMatchObject({
    disabled: true,
    roles: ['Group.Read.All'],
  })
  await client.control('POST', app, { disabled: false })
  await client.control('POST', `${app}/revoke`, { role: 'Group.Read.All', immediately: true })
  await client.control('POST', `${app}/grant`, { role: 'User.Read.All' })
  expect(client.app.roles).toEqual(['User.Read.All'])
  await client.control('POST', `${app}/expire-secret`)
  expect((await client.askToken()).json['error_codes']).toEqual([7000222])
  const secret = await client.control('POST', `${app}/secrets`, { value: 'brand-new' })
  expect((await client.askToken({ client_secret: textAt(secret.json, 'value') })).status).toBe(200)
  const more = await client.control('POST', `${base}/apps`, { displayName: 'Second', roles: [] })
  expect(more.json).toMatchObject({ displayName: 'Second', roles: [] })
  const behaviour = await client.control('PATCH', base, { deltaPageSize: 3, throttle: 'off' })
  expect(behaviour.json['behaviour']).toMatchObject({ deltaPageSize: 3, throttle: 'off' })
  const clock = await client.control('POST', '/clock', { skewMs: 0, advanceMs: 86_400_000 })
  expect(Date.parse(textAt(clock.json, 'now')) - Date.now()).toBeGreaterThan(86_000_000)
  await client.control('POST', '/reset')
  expect(client.tenant.apps).toHaveLength(1)
  expect(client.emulator.control.faults()).toEqual([])
})

describe('refuses', () => {
  test.each([
    ['POST', '/users', { shoeSize: 44 }, 400, /'shoeSize' is not known here/],
    ['POST', '/users', { displayName: 7 }, 400, /'displayName' must be text/],
    ['PATCH', '/users/00000000-0000-4000-8000-000000000000', {}, 404, /There is no user/],
    ['POST', '/groups/00000000-0000-4000-8000-000000000000/members', { id: 'x' }, 404, /There is no group/],
    ['POST', '/apps', { certificates: [{ pem: 'nonsense' }] }, 400, /needs a pem/],
    ['POST', '/apps/unknown', { certificates: ['nonsense'] }, 400, /needs a pem/],
    ['POST', '/apps/unknown', {}, 404, /There is no app/],
    ['GET', '/nonsense', undefined, 404, /no such control path/],
  ])('%s %s %j with %i', async (method, path, body, status, message) => {
    const reply = await client.control(method, base + path, body)
    expect(reply.status).toBe(status)
    expect(reply.json['message']).toMatch(message)
  })

  test('broken JSON, unknown faults and anyone with a token', async () => {
    const broken = await client.send('/_emulator/faults', { method: 'POST', body: '{' })
    expect([broken.status, broken.json['message']]).toEqual([400, 'Send a JSON object as the body.'])
    const kind = await client.control('POST', '/faults', { match: { path: '/' }, effect: { kind: 'flood' } })
    expect(kind.json['message']).toMatch(/must be one of: throttle/)
    const pattern = await client.control('POST', '/faults', {
      match: { path: '(' },
      effect: { kind: 'reset' },
    })
    expect(pattern.status).toBe(400)
    const headers = { authorization: `Bearer ${await client.token()}` }
    expect((await client.send('/_emulator/tenants', { headers })).status).toBe(403)
  })
})
