import { createPublicKey, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJsonObject } from '../json-value.ts'
import { TestClient, textAt } from '../testing/test-client.ts'

let client: TestClient
beforeAll(async () => {
  client = await TestClient.start({ tenants: [{ people: 3, domain: 'larkfield.example' }] })
})
afterAll(() => client.close())

test('the discovery document of a domain carries the tenant id in its issuer', async () => {
  const { status, json } = await client.send('/larkfield.example/v2.0/.well-known/openid-configuration')
  const { origin } = client.emulator
  expect(status).toBe(200)
  expect(json).toMatchObject({
    issuer: `${origin}/${client.tenant.tenantId}/v2.0`,
    token_endpoint: `${origin}/larkfield.example/oauth2/v2.0/token`,
    jwks_uri: `${origin}/larkfield.example/discovery/v2.0/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  })
})

test('unknown tenants are invalid_tenant here and malformed ones are not', async () => {
  const unknown = await client.send('/nobody.example/v2.0/.well-known/openid-configuration')
  expect([unknown.status, unknown.json['error'], unknown.json['error_codes']]).toEqual([
    400,
    'invalid_tenant',
    [90002],
  ])
  const malformed = await client.send('/undefined/v2.0/.well-known/openid-configuration')
  expect([malformed.status, malformed.json['error_codes']]).toEqual([400, [900023]])
})

test('the published key verifies tokens', async () => {
  const { json } = await client.send(`/${client.tenant.tenantId}/discovery/v2.0/keys`)
  const [key] = Array.isArray(json['keys']) ? json['keys'] : []
  if (!isJsonObject(key)) throw new Error('No key was published.')
  const [head = '', body = '', signature = ''] = (await client.token()).split('.')
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({
    alg: 'RS256',
    kid: key['kid'],
  })
  const publicKey = createPublicKey({
    key: { kty: 'RSA', n: textAt(key, 'n'), e: textAt(key, 'e') },
    format: 'jwk',
  })
  expect(
    verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')),
  ).toBe(true)
})

test('only this emulator’s authority is trusted, and it covers localhost and 127.0.0.1', async () => {
  const { caPem, origin } = client.emulator
  expect(caPem).toMatch(/^-----BEGIN CERTIFICATE-----/)
  await expect(fetch(origin)).rejects.toThrow('fetch failed')
  expect((await client.send(`${origin.replace('localhost', '127.0.0.1')}/`)).status).toBe(200)
})
