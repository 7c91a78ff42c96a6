import type { Database } from '@rollcall/db'
import { revokeScimToken } from '@rollcall/directory'
import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import {
  createTestScimConnection,
  createTestScimToken,
  type TestScimConnection,
} from '../testing/test-scim.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const ID = '0199a1b0-0000-7000-8000-00000000abcd'
const PATHS = [
  '',
  '/Users',
  `/Users/${ID}`,
  '/Users/.search',
  '/Groups',
  `/Groups/${ID}`,
  '/Schemas',
  '/ServiceProviderConfig',
  '/ResourceTypes/User',
  '/Bulk',
  '/Me',
  '/Widgets/1',
  '//Users/',
  '/Users/%zz',
]

interface Failure {
  readonly why: string
  /** Of the base URL. */
  readonly path: string
  readonly authorization?: string
}

async function failuresOf(db: Database): Promise<Failure[]> {
  const [own, other] = [await createTestScimConnection(db), await createTestScimConnection(db)]
  const past = new Date(Date.now() - 60_000)
  const revoked = await createTestScimToken(db, own.connectionId, { revokedAt: past })
  const expired = await createTestScimToken(db, own.connectionId, { expiresAt: past })
  const { path, token } = own
  const bearer = `Bearer ${token}`
  return [
    { why: 'no header', path },
    { why: 'an empty header', path, authorization: '' },
    { why: 'the scheme alone', path, authorization: 'Bearer' },
    { why: 'the token alone', path, authorization: token },
    { why: 'basic authentication', path, authorization: `Basic ${btoa(`x:${token}`)}` },
    { why: 'an unknown token', path, authorization: 'Bearer rs_unknown' },
    { why: 'two tokens', path, authorization: `${bearer} ${token}` },
    { why: 'half a token', path, authorization: bearer.slice(0, -1) },
    { why: 'a revoked token', path, authorization: `Bearer ${revoked.token}` },
    { why: 'an expired token', path, authorization: `Bearer ${expired.token}` },
    { why: 'the token of another connection', path, authorization: `Bearer ${other.token}` },
    { why: 'an unknown connection', path: `/scim/v2/inbound/${uuidv7()}`, authorization: bearer },
    { why: 'a malformed connection', path: '/scim/v2/inbound/acme', authorization: bearer },
    {
      why: 'an unknown token without a connection',
      path: '/api/scim/v2',
      authorization: 'Bearer rs_unknown',
    },
    {
      why: 'a revoked token without a connection',
      path: '/api/scim/v2',
      authorization: `Bearer ${revoked.token}`,
    },
  ]
}

describeEachEngine('the door of the service provider', (open) => {
  let server: TestServer
  let own: TestScimConnection
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
    own = await createTestScimConnection(open())
  })
  afterAll(() => server.close())

  const ask = (url: string, token: string, more: object = {}) =>
    server.app.inject({ url, headers: { authorization: `Bearer ${token}` }, ...more })

  it('answers every failure alike, whatever is asked', async () => {
    const answers = new Map<string, string>()
    for (const { why, path, authorization } of await failuresOf(open()))
      for (const url of PATHS)
        for (const method of METHODS) {
          const answer = await server.app.inject({
            method,
            url: `${path}${url}`,
            headers: authorization === undefined ? {} : { authorization },
          })
          const { 'x-request-id': id, date, 'content-length': length, ...headers } = answer.headers
          expect([answer.statusCode, typeof id, typeof date], `${method} ${url} with ${why}`).toEqual([
            401,
            'string',
            'string',
          ])
          const body = method === 'HEAD' ? '' : answer.body
          answers.set(
            JSON.stringify([method === 'HEAD', length, headers, body]),
            `${method} ${url} with ${why}`,
          )
        }
    expect([...answers.values()]).toHaveLength(2)
    const { headers, ...answer } = await server.app.inject({ url: `${own.path}/Users` })
    expect(headers).toMatchObject({
      'www-authenticate': 'Bearer',
      'content-type': 'application/scim+json; charset=utf-8',
    })
    expect(JSON.parse(answer.body)).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '401',
      detail: expect.stringContaining('Secret Token'),
    })
  })

  it('reads no body of a stranger', async () => {
    const payload = 'x'.repeat(2_000_000)
    for (const type of ['application/scim+json', 'text/html']) {
      const answer = await server.app.inject({
        method: 'POST',
        url: `${own.path}/Users`,
        headers: { 'content-type': type },
        payload,
      })
      expect(answer.statusCode).toBe(401)
    }
  })

  it.each(['Bearer', 'bearer', 'BEARER'])('knows the scheme as %s', async (scheme) => {
    const headers = { authorization: `${scheme} ${own.token}` }
    expect((await server.app.inject({ url: `${own.path}/Users`, headers })).statusCode).toBe(200)
  })

  it('lets the token alone name the connection', async () => {
    const made = await ask('/api/scim/v2/Users', own.token, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.token}`, 'content-type': 'application/scim+json' },
      payload: { userName: 'short@kestrel.example' },
    })
    expect([made.statusCode, made.headers.location]).toEqual([
      201,
      `http://localhost:4000/api/scim/v2/Users/${made.json().id}`,
    ])
    const read = await ask(`${own.path}/Users/${made.json().id}`, own.token)
    expect([read.statusCode, read.headers.location]).toEqual([
      200,
      `http://localhost:4000${own.path}/Users/${made.json().id}`,
    ])
  })

  it('is no door to anything else', async () => {
    const headers = { authorization: `Bearer ${own.token}` }
    for (const url of ['/api/users', '/api/directory/connections', '/trpc/users.list'])
      expect([401, 404]).toContain((await server.app.inject({ url, headers })).statusCode)
    const plain = await server.app.inject({ url: '/scim/v2/Users', headers })
    expect([plain.statusCode, plain.json().code]).toEqual([404, 'not_found'])
  })

  it('stays shut for a token from the moment it is revoked', async () => {
    const { id, token, connectionId, path } = await createTestScimConnection(open())
    expect((await ask(`${path}/Users`, token)).statusCode).toBe(200)
    const ctx = server.deps.contextFor({ actor: { kind: 'system', id: null, name: 'Test' }, role: 'owner' })
    await revokeScimToken({ ctx, input: { connectionId, tokenId: id } })
    expect((await ask(`${path}/Users`, token)).statusCode).toBe(401)
  })

  it('shuts at the moment a token expires', async () => {
    const { token } = await createTestScimToken(open(), own.connectionId, {
      expiresAt: new Date(Date.now() + 700),
    })
    expect((await ask(`${own.path}/Users`, token)).statusCode).toBe(200)
    await expect.poll(async () => (await ask(`${own.path}/Users`, token)).statusCode).toBe(401)
  })

  describe('beside another server on the same database', () => {
    let second: TestServer
    beforeAll(async () => {
      second = await openTestServer({ db: { ...open(), close: async () => {} } })
    })
    afterAll(() => second.close())

    it('hears that a token was revoked there', async () => {
      const { id, token, connectionId, path } = await createTestScimConnection(open())
      expect((await ask(`${path}/Users`, token)).statusCode).toBe(200)
      const ctx = second.deps.contextFor({ actor: { kind: 'system', id: null, name: 'Test' }, role: 'owner' })
      await revokeScimToken({ ctx, input: { connectionId, tokenId: id } })
      const status = async () => (await ask(`${path}/Users`, token)).statusCode
      // Sooner than what is remembered ends by itself.
      await expect.poll(status, { timeout: 3000, interval: 50 }).toBe(401)
    })

    it('judges by rules that were changed there', async () => {
      const { token, connectionId, path } = await createTestScimConnection(open())
      expect((await ask(`${path}/Users`, token)).statusCode).toBe(200)
      await open().client.connection.update({
        where: { id: connectionId },
        data: { defaultRole: 'operator', rulesVersion: { increment: 1 } },
        select: { id: true },
      })
      const made = await ask(`${path}/Users`, token, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        payload: { userName: 'ruled@kestrel.example' },
      })
      expect(made.statusCode).toBe(201)
      const user = await open().client.user.findFirstOrThrow({ where: { email: 'ruled@kestrel.example' } })
      expect(user.role).toBe('operator')
    })
  })
})
