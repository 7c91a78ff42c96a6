import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseToken } from './token-signer.ts'
import { TestClient, textAt } from '../testing/test-client.ts'
import type { TestReply } from '../testing/test-client.ts'

const TENANT = '3f0a8c52-9d3c-4b53-a6c0-3c6c5b8a1f10'
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

let client: TestClient

beforeAll(async () => {
  client = await TestClient.start({
    tenants: [
      {
        tenantId: TENANT,
        domain: 'larkfield.example',
        people: 10,
        apps: [
          { secrets: [{ id: '0c1d2e3f-0000-4000-8000-000000000001' }] },
          { displayName: 'Old', secrets: [{ expiresAt: '2020-01-01T00:00:00Z' }] },
          { displayName: 'Off', disabled: true },
          { displayName: 'Absent', missingServicePrincipal: true },
          { displayName: 'Blocked', conditionalAccessPolicy: '9d1f0b3a-4c7e-4d52-8f06-1e2d3c4b5a69' },
          { displayName: 'No roles', roles: [] },
        ],
      },
    ],
  })
})
afterAll(() => client.close())
beforeEach(() => client.emulator.control.reset())

function app(name: string): { client_id: string; client_secret: string } {
  const found = client.tenant.apps.find((candidate) => candidate.displayName === name)
  if (found === undefined) throw new Error(`No app ${name}`)
  return { client_id: found.clientId, client_secret: found.secret }
}

function claimsOf(reply: TestReply): Record<string, unknown> {
  return parseToken(textAt(reply.json, 'access_token'))?.claims ?? {}
}

describe('a token', () => {
  test('comes with Entra’s body and exactly the claims of an app-only token', async () => {
    const reply = await client.askToken()
    expect(reply.status).toBe(200)
    expect(reply.json).toEqual({
      token_type: 'Bearer',
      expires_in: 3_599,
      ext_expires_in: 3_599,
      access_token: expect.stringMatching(/^eyJ/),
    })
    const names = `aio app_displayname appid appidacr aud exp iat idp idtyp iss nbf oid rh roles sub
      tenant_region_scope tid uti ver wids xms_tcdt`
    const claims = claimsOf(reply)
    expect(Object.keys(claims).toSorted()).toEqual(names.split(/\s+/))
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      iss: `https://sts.windows.net/${TENANT}/`,
      appid: client.app.clientId,
      appidacr: '1',
      idtyp: 'app',
      roles: ['User.Read.All', 'GroupMember.Read.All'],
      tid: TENANT,
      ver: '1.0',
    })
  })

  test('has no roles claim when nothing was consented', async () => {
    expect(claimsOf(await client.askToken(app('No roles')))).not.toHaveProperty('roles')
  })

  test('is had with the domain as tenant, with Basic, and for the emulator’s own address', async () => {
    expect((await client.askToken({}, 'LARKFIELD.example')).status).toBe(200)
    const scope = `${client.emulator.origin}/.default`
    expect(claimsOf(await client.askToken({ scope }))['aud']).toBe(client.emulator.origin)
    const { clientId, secret } = client.app
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')
    const reply = await client.send(`/${TENANT}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default',
    })
    expect(reply.status).toBe(200)
  })
})

type Row = [name: string, code: number, status: number, error: string, ask: () => Promise<TestReply>]

const rows: Row[] = [
  [
    'unknown tenant id',
    90002,
    400,
    'invalid_request',
    () => client.askToken({}, 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'),
  ],
  ['unknown domain', 90002, 400, 'invalid_request', () => client.askToken({}, 'nobody.example')],
  ['malformed tenant', 900023, 400, 'invalid_request', () => client.askToken({}, 'undefined')],
  ['tenant with blanks', 900023, 400, 'invalid_request', () => client.askToken({}, 'my tenant')],
  ['unknown app', 700016, 400, 'unauthorized_client', () => client.askToken({ client_id: TENANT })],
  [
    'object id as app',
    700016,
    400,
    'unauthorized_client',
    () => client.askToken({ client_id: client.app.objectId }),
  ],
  ['wrong secret', 7000215, 401, 'invalid_client', () => client.askToken({ client_secret: 'nope' })],
  [
    'secret id',
    7000215,
    401,
    'invalid_client',
    () => client.askToken({ client_secret: client.app.secretId }),
  ],
  [
    'blank behind the secret',
    7000215,
    401,
    'invalid_client',
    () => client.askToken({ client_secret: `${client.app.secret} ` }),
  ],
  ['expired secret', 7000222, 401, 'invalid_client', () => client.askToken(app('Old'))],
  ['no service principal', 7000229, 401, 'invalid_client', () => client.askToken(app('Absent'))],
  ['disabled app', 7000112, 400, 'unauthorized_client', () => client.askToken(app('Off'))],
  ['Conditional Access', 53003, 400, 'invalid_grant', () => client.askToken(app('Blocked'))],
  [
    'scope without .default',
    1002012,
    400,
    'invalid_scope',
    () => client.askToken({ scope: 'User.Read.All' }),
  ],
  ['two scopes', 70011, 400, 'invalid_scope', () => client.askToken({ scope: 'a/.default b/.default' })],
  [
    'another cloud’s Graph',
    500011,
    400,
    'invalid_resource',
    () => client.askToken({ scope: 'https://graph.microsoft.us/.default' }),
  ],
  ['no scope', 900144, 400, 'invalid_request', () => client.askToken({ scope: undefined })],
  ['no client id', 900144, 400, 'invalid_request', () => client.askToken({ client_id: undefined })],
  ['no grant type', 900144, 400, 'invalid_request', () => client.askToken({ grant_type: undefined })],
  ['no secret', 7000216, 401, 'invalid_client', () => client.askToken({ client_secret: undefined })],
  ['password grant', 70003, 400, 'unsupported_grant_type', () => client.askToken({ grant_type: 'password' })],
]

describe('an error', () => {
  test.each(rows)('%s is AADSTS%i', async (_name, code, status, error, ask) => {
    const { status: actual, json } = await ask()
    expect(actual).toBe(status)
    expect(json).toMatchObject({
      error,
      error_codes: [code],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.stringMatching(GUID),
      correlation_id: expect.stringMatching(GUID),
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    })
    const tail = `Trace ID: ${textAt(json, 'trace_id')} Correlation ID: ${textAt(json, 'correlation_id')} Timestamp: ${textAt(json, 'timestamp')}`
    expect(json['error_description']).toMatch(new RegExp(`^AADSTS${code}: .+ ${tail}$`))
  })

  test('names the blocking policy in its claims', async () => {
    const { json } = await client.askToken(app('Blocked'))
    expect(json['suberror']).toBe('message_only')
    expect(JSON.parse(textAt(json, 'claims'))).toEqual({
      access_token: { capolids: { essential: true, values: ['9d1f0b3a-4c7e-4d52-8f06-1e2d3c4b5a69'] } },
    })
  })

  test('repeats the correlation id of the client', async () => {
    const id = '11111111-2222-4333-8444-555555555555'
    const path = `/${TENANT}/oauth2/v2.0/token?client-request-id=${id}`
    const { json } = await client.send(path, { method: 'POST', body: 'grant_type=password' })
    expect(json['correlation_id']).toBe(id)
  })
})

test('an app’s credential can go bad and good again while it runs', async () => {
  const { control } = client.emulator
  const { clientId } = client.app
  control.expireSecret(TENANT, clientId)
  expect((await client.askToken()).json['error_codes']).toEqual([7000222])
  const fresh = control.addSecret(TENANT, clientId)
  expect((await client.askToken({ client_secret: fresh.value })).status).toBe(200)
  control.revokeRole(TENANT, clientId, 'GroupMember.Read.All')
  expect(claimsOf(await client.askToken({ client_secret: fresh.value }))['roles']).toEqual(['User.Read.All'])
})

test('throttling and outages have their own envelope, and an HTML page when a proxy answers', async () => {
  const { control } = client.emulator
  control.addFault({ match: { path: '/token', times: 1 }, effect: { kind: 'throttle', retryAfter: 7 } })
  control.addFault({ match: { path: '/token', nth: 2 }, effect: { kind: 'status', status: 503 } })
  control.addFault({ match: { path: '/token', nth: 3 }, effect: { kind: 'status', status: 504, html: true } })
  const first = await client.askToken()
  expect([first.status, first.headers.get('retry-after'), first.json['error_codes']]).toEqual([
    429,
    '7',
    [50196],
  ])
  const second = await client.askToken()
  expect([second.status, second.json['error']]).toEqual([503, 'temporarily_unavailable'])
  const third = await client.askToken()
  expect([third.status, third.headers.get('content-type')]).toEqual([504, 'text/html'])
  expect((await client.askToken()).status).toBe(200)
})
