import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseToken } from './token-signer.ts'
import { TestClient, textAt } from '../testing/test-client.ts'
import type { TestReply } from '../testing/test-client.ts'

const REDIRECT = 'https://rollcall.example/auth/callback'
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-taken-seriously'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

let client: TestClient
let admin: { id: string; userPrincipalName: string }

beforeAll(async () => {
  client = await TestClient.start({
    tenants: [
      { people: 20, apps: [{ redirectUris: [REDIRECT], requestedRoles: ['User.Read.All'], roles: [] }] },
    ],
  })
  const [first] = client.tenant.directory.users()
  if (first === undefined) throw new Error('The tenant is empty.')
  admin = first
  client.emulator.control.patchApp(client.tenant.tenantId, client.app.clientId, {
    userRoles: { [admin.userPrincipalName]: ['Sync.Admin'] },
  })
})
afterAll(() => client.close())

async function authorize(more: Record<string, string> = {}): Promise<TestReply> {
  const query = new URLSearchParams({
    client_id: client.app.clientId,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid profile',
    state: 'xyz',
    nonce: 'n-1',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  })
  return client.send(`/${client.tenant.tenantId}/oauth2/v2.0/authorize?${query.toString()}`)
}

async function signIn(): Promise<string> {
  const reply = await authorize({ login_hint: admin.userPrincipalName })
  const target = new URL(reply.headers.get('location') ?? '')
  expect([reply.status, target.origin + target.pathname, target.searchParams.get('state')]).toEqual([
    302,
    REDIRECT,
    'xyz',
  ])
  return target.searchParams.get('code') ?? ''
}

const redeem = (code: string, verifier = VERIFIER): Promise<TestReply> =>
  client.askToken({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier })

test('the page asks who signs in and keeps the request', async () => {
  const reply = await authorize()
  expect(reply.status).toBe(200)
  expect(reply.text).toContain('name="login_hint"')
  expect(reply.text).toContain('name="nonce" value="n-1"')
})

test('a code becomes an ID token, once', async () => {
  const code = await signIn()
  const { status, json } = await redeem(code)
  expect(status).toBe(200)
  expect(parseToken(textAt(json, 'id_token'))?.claims).toMatchObject({
    aud: client.app.clientId,
    iss: `${client.emulator.origin}/${client.tenant.tenantId}/v2.0`,
    nonce: 'n-1',
    oid: admin.id,
    preferred_username: admin.userPrincipalName,
    roles: ['Sync.Admin'],
    tid: client.tenant.tenantId,
    ver: '2.0',
  })
  expect((await redeem(code)).json['error']).toBe('invalid_grant')
})

test('a wrong verifier, another address and an unknown person get nowhere', async () => {
  expect((await redeem(await signIn(), 'another verifier')).json['error_codes']).toEqual([501481])
  expect((await authorize({ redirect_uri: 'https://evil.example/' })).text).toContain('AADSTS50011')
  const unknown = await authorize({ login_hint: '<script>nobody' })
  expect(unknown.text).toContain('&lt;script&gt;nobody')
  expect(unknown.text).not.toContain('<script>')
})

async function refusalOf(name: string): Promise<string> {
  const target = new URL((await authorize({ login_hint: name })).headers.get('location') ?? '')
  return `${target.searchParams.get('error')} ${target.searchParams.get('error_description')}`
}

test('disabled and unassigned people are sent back with the reason', async () => {
  const { control } = client.emulator
  const { tenantId, directory } = client.tenant
  const other = directory.addUser({ userPrincipalName: 'other@larkfield.example' })
  control.patchApp(tenantId, client.app.clientId, { assignmentRequired: true })
  expect(await refusalOf('other@larkfield.example')).toMatch(/^access_denied AADSTS50105/)
  expect(await signIn()).not.toBe('')
  directory.updateUser(other.id, { accountEnabled: false })
  expect(await refusalOf('other@larkfield.example')).toMatch(/^access_denied AADSTS50057/)
})

test('without a list of addresses, only this machine is accepted', async () => {
  const app = client.emulator.control.addApp(client.tenant.tenantId, {})
  const to = (uri: string): Promise<TestReply> =>
    authorize({ client_id: app.clientId, redirect_uri: uri, login_hint: admin.userPrincipalName })
  expect((await to('http://localhost:4000/auth/callback')).status).toBe(302)
  expect((await to('https://evil.example/')).status).toBe(400)
})

test('admin consent grants what the registration asks for and goes back', async () => {
  const query = new URLSearchParams({ client_id: client.app.clientId, redirect_uri: REDIRECT, state: 's' })
  const reply = await client.send(`/${client.tenant.tenantId}/adminconsent?${query.toString()}`)
  const target = new URL(reply.headers.get('location') ?? '')
  expect(Object.fromEntries(target.searchParams)).toEqual({
    tenant: client.tenant.tenantId,
    state: 's',
    admin_consent: 'True',
  })
  expect(client.app.roles).toEqual(['User.Read.All'])
})
