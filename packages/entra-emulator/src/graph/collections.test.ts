import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, EVENTUAL, TestClient, textOf, valuesOf, textAt } from '../testing/test-client.ts'
import { isJsonObject } from '../json-value.ts'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 260 }] })
})
afterAll(() => client.close())

const ids = (items: readonly { id?: unknown }[]): string[] => items.map((item) => String(item.id))

describe('lists', () => {
  test('a page of users has the default size, the default properties and a link onwards', async () => {
    const { status, json, headers } = await client.graph('/users')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    const values = valuesOf(json)
    expect(values).toHaveLength(100)
    expect(Object.keys(values[0] ?? {}).toSorted()).toEqual(
      'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName'.split(
        ' ',
      ),
    )
    const origin = client.emulator.origin
    expect(json['@odata.context']).toBe(`${origin}/v1.0/$metadata#users`)
    expect(json['@odata.nextLink']).toMatch(new RegExp(`^${origin}/v1\\.0/users\\?\\$skiptoken=[\\w-]+$`))
    expect(json).not.toHaveProperty('@odata.count')
  })

  test('following the links meets everyone once and repeats the query in each link', async () => {
    const { items, pages } = await client.all('/users?$select=displayName,mail&$top=90')
    expect(pages.map((page) => valuesOf(page.json).length)).toEqual([90, 90, 80])
    expect(textOf(pages[0]?.json['@odata.nextLink'])).toContain(
      '?$select=displayName,mail&$top=90&$skiptoken=',
    )
    expect(new Set(ids(items)).size).toBe(260)
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['displayName', 'id', 'mail'])
    expect(pages[0]?.json['@odata.context']).toMatch(/#users\(displayName,mail\)$/)
  })

  test('null properties are explicit', async () => {
    const { items } = await client.all('/users?$select=id,mail,onPremisesSyncEnabled')
    expect(items.some((user) => user['mail'] === null)).toBe(true)
    expect(items.every((user) => 'onPremisesSyncEnabled' in user)).toBe(true)
  })

  test('groups come with their kinds', async () => {
    const { items } = await client.all(
      '/groups?$select=displayName,groupTypes,visibility,membershipRule&$top=20',
    )
    const named = (name: string): unknown => items.find((group) => group['displayName'] === name)
    expect(named('All employees')).toMatchObject({
      groupTypes: ['DynamicMembership'],
      membershipRule: expect.any(String),
    })
    expect(named('Leadership succession')).toMatchObject({
      groupTypes: ['Unified'],
      visibility: 'HiddenMembership',
    })
    expect(named('Engineering')).toMatchObject({ groupTypes: [], visibility: null })
  })

  test('counts need the consistency header and come on the first page only', async () => {
    const silent = await client.graph('/users?$count=true&$top=200')
    expect(silent.json).not.toHaveProperty('@odata.count')
    const { pages } = await client.all('/users?$count=true&$top=200', EVENTUAL)
    expect(pages.map((page) => page.json['@odata.count'])).toEqual([260, undefined])
    const count = await client.graph('/users/$count', EVENTUAL)
    expect([count.headers.get('content-type'), count.text]).toEqual(['text/plain', '260'])
    expect((await client.graph('/groups/$count', EVENTUAL)).text).toBe(
      String(client.tenant.directory.groups().length),
    )
  })

  test('filters, search and order find people', async () => {
    const [first] = client.tenant.directory.users()
    const upn = first?.userPrincipalName ?? ''
    const one = await client.graph(
      `/users?$filter=${encodeURIComponent(`userPrincipalName eq '${upn}'`)}&$select=id`,
    )
    expect(ids(valuesOf(one.json))).toEqual([first?.id])
    const guests = await client.all(
      `/users?$filter=userType ne 'Member'&$count=true&$select=userType`,
      EVENTUAL,
    )
    expect(guests.items.length).toBeGreaterThan(3)
    expect(guests.items.every((user) => user['userType'] !== 'Member')).toBe(true)
    const word = first?.surname?.split(/[\s']/)[0] ?? ''
    const search = await client.all(
      `/users?$search="displayName:${encodeURIComponent(word)}"&$select=id`,
      EVENTUAL,
    )
    expect(ids(search.items)).toContain(first?.id)
    const sorted = await client.all('/users?$orderby=displayName desc&$select=displayName&$top=100')
    const names = sorted.items.map((user) => textAt(user, 'displayName').toLowerCase())
    expect(names).toEqual(names.toSorted().toReversed())
  })

  test('a manager can be expanded', async () => {
    const { json } = await client.graph('/users?$select=id&$expand=manager($select=id,displayName)&$top=3')
    const [head, second] = valuesOf(json)
    expect(head?.['manager']).toBeNull()
    expect(second?.['manager']).toEqual({
      '@odata.type': '#microsoft.graph.user',
      id: head?.id,
      displayName: expect.any(String),
    })
    const alone = await client.graph(`/users/${textAt(second ?? {}, 'id')}/manager?$select=id`)
    expect(alone.json['id']).toBe(head?.id)
  })
})

test('one object is found by id, a user also by sign-in name', async () => {
  const [user] = client.tenant.directory.users()
  const byId = await client.graph(`/users/${user?.id}?$select=id,accountEnabled`)
  expect(byId.json).toMatchObject({ id: user?.id, accountEnabled: true })
  expect(byId.json['@odata.context']).toMatch(/#users\(id,accountEnabled\)\/\$entity$/)
  const byName = await client.graph(`/users/${user?.userPrincipalName}`)
  expect(byName.json['id']).toBe(user?.id)
  const group = client.tenant.directory.findGroup('Engineering')
  expect((await client.graph(`/groups/${group?.id}`)).json['displayName']).toBe('Engineering')
})

const MISSING = '00000000-0000-4000-8000-000000000000'

describe('wrong questions', () => {
  test.each([
    [
      '/users?$top=1000',
      400,
      'Request_UnsupportedQuery',
      "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    ],
    [
      '/users?$top=0',
      400,
      'Request_UnsupportedQuery',
      "Invalid page size specified: '0'. Must be between 1 and 999 inclusive.",
    ],
    ['/users?$skip=5', 400, 'Request_BadRequest', "'$skip' is not supported by the service."],
    ['/users/$count', 400, 'Request_BadRequest', '$count is not currently supported.'],
    ["/users?$filter=mail ne 'x'", 400, 'Request_UnsupportedQuery', 'Unsupported Query.'],
    ["/users?$filter=endswith(mail,'x')", 400, 'Request_UnsupportedQuery', 'Unsupported Query.'],
    [
      '/users?$filter=accountEnabled eq true&$orderby=displayName',
      400,
      'Request_UnsupportedQuery',
      'Unsupported Query.',
    ],
    ["/users?$filter=companyName eq 'x'", 400, 'Request_UnsupportedQuery', 'Unsupported Query.'],
    [
      "/users?$filter=securityIdentifier eq 'x'",
      400,
      'Request_UnsupportedQuery',
      'The request uses a filter property that is not indexed',
    ],
    ["/users?$filter=nonsense eq 'x'", 400, 'BadRequest', /Could not find a property named 'nonsense'/],
    ['/users?$filter=displayName eq', 400, 'BadRequest', /^Invalid filter clause: Syntax error at position/],
    [
      '/users?$search="displayName:a"',
      400,
      'Request_UnsupportedQuery',
      /special request header: 'ConsistencyLevel: eventual'$/,
    ],
    [
      '/users?$select=id,nonsense',
      400,
      'BadRequest',
      /Could not find a property named 'nonsense' on type 'microsoft\.graph\.user'/,
    ],
    ['/users?$select=id,aboutMe', 501, 'NotImplemented', 'This operation target is not yet supported.'],
    [
      '/users?$select=id,signInActivity',
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    ],
    ['/groups?$expand=members', 400, 'Request_UnsupportedQuery', 'Unsupported Query.'],
    [
      `/users/${MISSING}`,
      404,
      'Request_ResourceNotFound',
      `Resource '${MISSING}' does not exist or one of its queried reference-property objects are not present.`,
    ],
    [`/groups/${MISSING}/members`, 404, 'Request_ResourceNotFound', /does not exist/],
    ['/groups/not-a-guid', 400, 'Request_BadRequest', "Invalid object identifier 'not-a-guid'."],
    ['/nonsense', 400, 'BadRequest', "Resource not found for the segment 'nonsense'."],
    ['/users?$skiptoken=abc', 400, 'Request_BadRequest', 'Badly formed token.'],
  ])('%s is %i %s', async (path, status, code, message) => {
    const reply = await client.graph(path)
    expect(errorOf(reply)).toEqual({
      status,
      code,
      message: message instanceof RegExp ? expect.stringMatching(message) : message,
    })
    const error = isJsonObject(reply.json['error']) ? reply.json['error'] : {}
    expect(error['innerError']).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      'request-id': reply.headers.get('request-id'),
      'client-request-id': reply.headers.get('client-request-id'),
    })
  })

  test('a link of one collection is no link of another', async () => {
    const { json } = await client.graph('/users?$top=5')
    const foreign = textOf(json['@odata.nextLink'])?.replace('/users?', '/groups?') ?? ''
    expect(errorOf(await client.graph(foreign)).code).toBe('Request_BadRequest')
  })

  test('advanced queries need their header on every page', async () => {
    const path = `/users?$filter=userType ne 'Guest'&$count=true&$top=50&$select=id`
    const next = textOf((await client.graph(path, EVENTUAL)).json['@odata.nextLink']) ?? ''
    expect(errorOf(await client.graph(next)).code).toBe('Directory_ExpiredPageToken')
    expect((await client.graph(next, EVENTUAL)).status).toBe(200)
  })
})

describe('headers', () => {
  test('every answer says what it cost and who asked', async () => {
    const id = '11111111-2222-4333-8444-555555555555'
    const cases: [string, string][] = [
      ['/users', '2'],
      ['/users?$select=id', '1'],
      ['/users?$top=5', '1'],
      ['/users?$expand=manager', '3'],
      ['/groups', '1'],
      ['/users/delta', '1'],
    ]
    for (const [path, cost] of cases) {
      const { headers } = await client.graph(path, { 'client-request-id': id })
      expect([path, headers.get('x-ms-resource-unit'), headers.get('client-request-id')]).toEqual([
        path,
        cost,
        id,
      ])
      expect(headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(headers.get('x-ms-ags-diagnostic')).toContain('ServerInfo')
      expect(Date.parse(headers.get('date') ?? '')).not.toBeNaN()
    }
  })
})

function grant(roles: string[]): void {
  client.emulator.control.patchApp(client.tenant.tenantId, client.app.clientId, { roles })
}

describe('who may ask', () => {
  beforeEach(() => client.forgetToken())
  afterEach(() => {
    client.emulator.control.reset()
    client.forgetToken()
  })

  test.each([
    [['User.Read.All'], '/users', 200],
    [['User.ReadBasic.All'], '/users', 200],
    [['GroupMember.Read.All'], '/users', 403],
    [['User.ReadBasic.All'], '/users/delta', 403],
    [['User.Read.All'], '/groups', 403],
    [['User.Read.All'], '/groups/delta', 403],
    [['Group.Read.All'], '/groups', 200],
    [['Directory.Read.All'], '/organization', 200],
    [['User.Read.All', 'GroupMember.Read.All'], '/organization', 403],
    [['User.Read.All'], '/directory/deletedItems/microsoft.graph.user', 200],
    [['GroupMember.Read.All'], '/directory/deletedItems/microsoft.graph.group', 403],
  ])('%j at %s is %i', async (list, path, status) => {
    grant(list)
    const reply = await client.graph(path)
    expect(reply.status).toBe(status)
    if (status === 403) expect(errorOf(reply).code).toBe('Authorization_RequestDenied')
  })

  test('basic profiles hide everything else', async () => {
    grant(['User.ReadBasic.All'])
    const { json } = await client.graph('/users?$select=id,displayName,department,accountEnabled&$top=1')
    expect(valuesOf(json)[0]).toEqual({
      id: expect.any(String),
      displayName: expect.any(String),
      department: null,
      accountEnabled: null,
    })
  })

  test('a revoked role goes with the next token, or at once when asked to', async () => {
    const { control } = client.emulator
    await client.token()
    control.revokeRole(client.tenant.tenantId, client.app.clientId, 'User.Read.All')
    expect((await client.graph('/users')).status).toBe(200)
    control.revokeRole(client.tenant.tenantId, client.app.clientId, 'User.Read.All', true)
    expect((await client.graph('/users')).status).toBe(403)
    control.grantRole(client.tenant.tenantId, client.app.clientId, 'User.Read.All')
    expect((await client.graph('/users')).status).toBe(200)
  })

  test('an app sees when its secret ends and how it begins', async () => {
    grant(['Application.Read.All'])
    const { clientId, secret, secretId } = client.app
    const { json } = await client.graph(
      `/applications(appId='${clientId}')?$select=displayName,passwordCredentials`,
    )
    expect(json['passwordCredentials']).toEqual([
      {
        customKeyIdentifier: null,
        displayName: 'Directory sync',
        endDateTime: expect.any(String),
        hint: secret.slice(0, 3),
        keyId: secretId,
        secretText: null,
        startDateTime: expect.any(String),
      },
    ])
  })
})

async function askWith(authorization: string): Promise<ReturnType<typeof errorOf>> {
  return errorOf(await client.send('/v1.0/users', { headers: { authorization } }))
}

describe('tokens', () => {
  const code = 'InvalidAuthenticationToken'

  test('missing, broken, forged and foreign tokens are 401', async () => {
    const token = await client.token()
    const forged = `${token.slice(0, -8)}AAAAAAAA`
    const vault = await client.askToken({ scope: 'https://vault.azure.net/.default' })
    expect(await askWith('')).toEqual({ status: 401, code, message: 'Access token is empty.' })
    expect(await askWith('Bearer abc')).toMatchObject({
      status: 401,
      message: expect.stringContaining('CompactToken'),
    })
    expect(await askWith(`Bearer ${forged}`)).toMatchObject({ status: 401, code })
    expect(await askWith(`Bearer ${textAt(vault.json, 'access_token')}`)).toEqual({
      status: 401,
      code,
      message: 'Access token validation failure. Invalid audience.',
    })
  })

  test('a token ends with its time', async () => {
    await client.token()
    client.emulator.control.setClockSkew(3_601_000)
    expect(errorOf(await client.graph('/users'))).toEqual({
      status: 401,
      code,
      message: 'Lifetime validation failed, the token is expired.',
    })
    client.emulator.control.setClockSkew(0)
  })

  test('an app that lost its service principal is not known any more', async () => {
    await client.token()
    const { control } = client.emulator
    control.patchApp(client.tenant.tenantId, client.app.clientId, { missingServicePrincipal: true })
    expect(errorOf(await client.graph('/users')).code).toBe('Authorization_IdentityNotFound')
    control.reset()
  })
})
