import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import {
  constants,
  createHash,
  createPrivateKey,
  randomUUID,
  sign,
  webcrypto,
  X509Certificate,
} from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { TestClient, textAt } from '../testing/test-client.ts'
import type { TestReply } from '../testing/test-client.ts'

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
}
const DAY = 86_400_000

type Made = { pem: string; key: KeyObject; thumbprint: string }

async function makeCertificate(validUntil: number): Promise<Made> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Directory sync',
    notBefore: new Date(Date.now() - 30 * DAY),
    notAfter: new Date(validUntil),
    signingAlgorithm: ALGORITHM,
    keys,
  })
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    pem: certificate.toString('pem'),
    key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    thumbprint: createHash('sha256').update(Buffer.from(certificate.rawData)).digest('base64url'),
  }
}

let client: TestClient
let valid: Made
let stale: Made

beforeAll(async () => {
  valid = await makeCertificate(Date.now() + 30 * DAY)
  stale = await makeCertificate(Date.now() - DAY)
  const certificates = [{ pem: valid.pem }, { pem: stale.pem }]
  client = await TestClient.start({ tenants: [{ people: 3, apps: [{ certificates }] }] })
})
afterAll(() => client.close())

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function assertion(made: Made, header: object = {}, claims: object = {}): string {
  const { clientId } = client.app
  const now = Math.floor(Date.now() / 1000)
  const aud = `${client.emulator.origin}/${client.tenant.tenantId}/oauth2/v2.0/token`
  const body = { aud, iss: clientId, sub: clientId, jti: randomUUID(), nbf: now, exp: now + 600, ...claims }
  const text = `${encode({ alg: 'PS256', typ: 'JWT', 'x5t#S256': made.thumbprint, ...header })}.${encode(body)}`
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return `${text}.${sign('sha256', Buffer.from(text), { key: made.key, ...padding }).toString('base64url')}`
}

function valuesAt(json: JsonObject, name: string): JsonValue[] {
  const value = json[name]
  return Array.isArray(value) ? value : []
}

async function ask(clientAssertion: string): Promise<TestReply> {
  return client.askToken({
    client_secret: undefined,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion,
  })
}

test('a PS256 assertion of a registered certificate gets a token marked as such', async () => {
  const { status, json } = await ask(assertion(valid))
  expect(status).toBe(200)
  const [, body = ''] = textAt(json, 'access_token').split('.')
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())['appidacr']).toBe('2')
})

test('the registration lists its certificates by thumbprint, and whole for those who ask', async () => {
  client.emulator.control.grantRole(client.tenant.tenantId, client.app.clientId, 'Application.Read.All')
  const { json } = await ask(assertion(valid))
  const authorization = `Bearer ${textAt(json, 'access_token')}`
  const read = async (query: string) =>
    client.send(`/v1.0/applications(appId='${client.app.clientId}')${query}`, { headers: { authorization } })
  const { fingerprint, raw, validTo } = new X509Certificate(valid.pem)
  const listed = {
    customKeyIdentifier: fingerprint.replaceAll(':', ''),
    endDateTime: new Date(validTo).toISOString(),
  }
  expect(valuesAt((await read('')).json, 'keyCredentials')[0]).toMatchObject({ ...listed, key: null })
  const chosen = valuesAt((await read('?$select=keyCredentials')).json, 'keyCredentials')
  expect(chosen[0]).toMatchObject({ ...listed, key: raw.toString('base64') })
  expect(chosen).toHaveLength(2)
})

test.each([
  ['an unknown thumbprint', 700027, () => assertion(valid, { 'x5t#S256': 'unknown' })],
  ['an expired certificate', 700027, () => assertion(stale)],
  ['another key', 700027, () => assertion({ ...valid, key: stale.key })],
  ['a token without algorithm', 700027, () => assertion(valid, { alg: 'none' })],
  ['something that is no token', 700027, () => 'nonsense'],
  ['a clock that is behind', 700024, () => assertion(valid, {}, { nbf: 1_600_000_000, exp: 1_600_000_600 })],
  ['a clock that is ahead', 700024, () => assertion(valid, {}, { nbf: 4_000_000_000, exp: 4_000_000_600 })],
  ['another audience', 700021, () => assertion(valid, {}, { aud: 'https://login.microsoftonline.com' })],
  ['another issuer', 700021, () => assertion(valid, {}, { iss: randomUUID() })],
])('%s is refused with AADSTS%i', async (_name, code, make) => {
  const { status, json } = await ask(make())
  expect([status, json['error'], json['error_codes']]).toEqual([401, 'invalid_client', [code]])
})
