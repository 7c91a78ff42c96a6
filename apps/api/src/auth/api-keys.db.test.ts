import { apiKeyView, createdApiKeyView, type Role } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { addPerson, consoleHeaders, keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { applyOwnerApiKey } from './owner-api-key.ts'

describe('API keys', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  const get = (url: string, key: string) =>
    server.app.inject({ url, headers: { authorization: `Bearer ${key}` } })

  async function createKey(maker: Role, input: object) {
    const person = await addPerson(server, maker)
    const headers = await consoleHeaders(server, person)
    const answer = await server.app.inject({
      method: 'POST',
      url: '/trpc/keys.create',
      headers,
      payload: input,
    })
    expect(answer.statusCode).toBe(200)
    return { person, headers, created: createdApiKeyView.parse(answer.json().result.data) }
  }

  it('are shown once, kept as a hash, and open what their role opens', async () => {
    const { person, headers, created } = await createKey('owner', { name: 'Nightly', role: 'operator' })
    expect(created.key).toMatch(/^rk_[\w-]{40,}$/)
    expect(created).toMatchObject({
      role: 'operator',
      createdBy: person.name,
      lastUsedAt: null,
      expiresAt: null,
    })
    expect(created.key.startsWith(created.prefix)).toBe(true)
    expect((await get('/api/users', created.key)).statusCode).toBe(200)
    expect((await get('/api/keys', created.key)).statusCode).toBe(403)
    const list = await server.app.inject({ url: '/trpc/keys.list', headers })
    expect(list.body).not.toContain(created.key)
    const listed = list.json().result.data.map((key: unknown) => apiKeyView.parse(key))
    expect(listed[0]?.lastUsedAt).not.toBeNull()
    const told = (await events()).map((event) => event.data)
    const rows = JSON.stringify([await server.db.client.apiKey.findMany(), told])
    expect(rows).not.toContain(created.key)
    expect(server.logLines.join('')).not.toContain(created.key)
  })

  it('note their use at most once a minute', async () => {
    const { created } = await createKey('owner', { name: 'Busy', role: 'operator' })
    const used = async () =>
      (await server.db.client.apiKey.findUniqueOrThrow({ where: { id: created.id } })).lastUsedAt
    await get('/api/users', created.key)
    const first = await used()
    await get('/api/users', created.key)
    expect(await used()).toEqual(first)
    await server.db.client.apiKey.update({ where: { id: created.id }, data: { lastUsedAt: new Date(0) } })
    await get('/api/users', created.key)
    expect((await used())?.getTime()).toBeGreaterThan(0)
  })

  it('end when they expire', async () => {
    const { created } = await createKey('owner', { name: 'Short', role: 'operator', expiresInDays: 1 })
    expect(new Date(created.expiresAt ?? 0).getTime() - new Date(created.createdAt).getTime()).toBe(
      86_400_000,
    )
    expect((await get('/api/users', created.key)).statusCode).toBe(200)
    await server.db.client.apiKey.update({
      where: { id: created.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    })
    expect((await get('/api/users', created.key)).statusCode).toBe(401)
  })

  it('end with their person, and never do more than that person may', async () => {
    await addPerson(server, 'owner')
    const { person, created } = await createKey('owner', { name: 'Follows', role: 'owner' })
    expect((await get('/api/keys', created.key)).statusCode).toBe(200)
    await server.db.client.user.update({ where: { id: person.id }, data: { role: 'operator' } })
    expect((await get('/api/keys', created.key)).statusCode).toBe(403)
    expect((await get('/api/users', created.key)).statusCode).toBe(200)
    await server.db.client.user.update({ where: { id: person.id }, data: { status: 'disabled' } })
    expect((await get('/api/users', created.key)).statusCode).toBe(401)
  })

  it('stop working at once when deleted', async () => {
    const { created, headers } = await createKey('owner', { name: 'Gone', role: 'operator' })
    const revoke = () =>
      server.app.inject({ method: 'POST', url: '/trpc/keys.revoke', headers, payload: { id: created.id } })
    expect((await revoke()).json().result.data).toEqual({ revoked: true })
    expect((await get('/api/users', created.key)).statusCode).toBe(401)
    expect((await revoke()).json().error.data.code).toBe('not_found')
    const told = (await events()).filter((event) => event.type === 'key.revoked')
    expect(told.at(-1)?.data).toEqual({ key: 'Gone' })
  })

  it('can be made by a key, for the same person', async () => {
    const headers = await keyHeaders(server, 'owner')
    const payload = { name: 'Child', role: 'operator' }
    const answer = await server.app.inject({ method: 'POST', url: '/api/keys', headers, payload })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ name: 'Child', createdBy: 'API key Test owner' })
  })

  it('come from OWNER_API_KEY, one at a time', async () => {
    const ctx = server.deps.contextFor(SYSTEM)
    const [one, two] = ['first-owner-key-of-forty-characters-000', 'second-owner-key-of-forty-characters-00']
    await applyOwnerApiKey(ctx, one)
    await applyOwnerApiKey(ctx, one)
    expect((await get('/api/keys', one)).statusCode).toBe(200)
    const row = (await get('/api/keys', one))
      .json()
      .items.find((key: { name: string }) => key.name === 'OWNER_API_KEY')
    expect(JSON.stringify(row)).not.toContain('first-owner')
    const revoke = await server.app.inject({
      method: 'DELETE',
      url: `/api/keys/${row.id}`,
      headers: { authorization: `Bearer ${one}` },
    })
    expect(revoke.json()).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('OWNER_API_KEY'),
    })
    await applyOwnerApiKey(ctx, two)
    expect((await get('/api/keys', one)).statusCode).toBe(401)
    expect((await get('/api/keys', two)).statusCode).toBe(200)
    await applyOwnerApiKey(ctx, null)
    expect((await get('/api/keys', two)).statusCode).toBe(401)
  })

  it.each([
    ['', 'Bearer'],
    ['Basic dXNlcjpwYXNz', 'Bearer'],
    ['Bearer', 'Bearer'],
    ['Bearer rk_unknown', 'not valid'],
    ["Bearer ' or 1=1 --", 'Bearer'],
  ])('are asked for when the header is "%s"', async (authorization, says) => {
    const answer = await server.app.inject({ url: '/api/users', headers: { authorization } })
    expect(answer.statusCode).toBe(401)
    expect(answer.json().message).toContain(says)
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
  })

  it('are the only way in: a session opens nothing under /api, a key nothing under /trpc', async () => {
    const session = await consoleHeaders(server, await addPerson(server, 'owner'))
    expect((await server.app.inject({ url: '/api/users', headers: session })).statusCode).toBe(401)
    const key = await keyHeaders(server, 'owner')
    expect((await server.app.inject({ url: '/trpc/users.list', headers: key })).statusCode).toBe(401)
  })

  const events = () => server.db.client.event.findMany({ orderBy: { id: 'asc' } })
})
