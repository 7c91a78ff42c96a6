import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, consoleHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

describe('calls of the console over HTTP', () => {
  let server: TestServer
  let headers: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer()
    headers = await consoleHeaders(server, await addPerson(server, 'owner'))
  })
  afterAll(() => server.close())

  const json = { 'content-type': 'application/json' }
  const post = (url: string, payload: string, more: Record<string, string> = json) =>
    server.app.inject({ method: 'POST', url, payload, headers: { ...headers, ...more } })

  it('fail in one shape: code, sentence, issues, request id and nothing else', async () => {
    const answer = await post('/trpc/realms.create', '{"name":"","slug":"Not A Slug"}')
    expect(answer.statusCode).toBe(400)
    const { error } = answer.json()
    expect(Object.keys(error).toSorted()).toEqual(['code', 'data', 'message'])
    expect(error.data).toEqual({
      code: 'invalid_input',
      message: error.message,
      requestId: answer.headers['x-request-id'],
      httpStatus: 400,
      issues: [
        { path: 'name', message: 'Give the realm a name.' },
        { path: 'slug', message: 'Use lower-case letters, digits and single hyphens.' },
      ],
    })
  })

  it('pass the sentence and the status of a verb on', async () => {
    const id = '0199a1b0-0000-7000-8000-0000000000ff'
    const answer = await server.app.inject({
      url: `/trpc/users.get?input=${JSON.stringify({ id })}`,
      headers,
    })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error.data).toMatchObject({ code: 'not_found', httpStatus: 404 })
    expect(answer.json().error.message).toMatch(/^There is no such/)
  })

  it.each([
    ['broken JSON', '/trpc/realms.create', '{"name', json, 400, 'invalid_input'],
    ['no body', '/trpc/realms.create', '', json, 400, 'invalid_input'],
    ['plain text', '/trpc/realms.create', 'name', { 'content-type': 'text/plain' }, 400, 'invalid_input'],
    ['an unknown call', '/trpc/people.list', '{}', json, 404, 'not_found'],
    ['a query as a change', '/trpc/realms.list', '{}', json, 400, 'invalid_input'],
    [
      'a body of two megabytes',
      '/trpc/realms.create',
      `{"name":"${'x'.repeat(2_000_000)}"}`,
      json,
      413,
      'too_large',
    ],
  ] as const)('refuse %s', async (_name, url, payload, more, status, code) => {
    const answer = await post(url, payload, more)
    expect([answer.statusCode, answer.json().error.data.code]).toEqual([status, code])
    expect(answer.body).not.toMatch(/stack|node_modules|\.ts:|TRPCError|FST_/)
  })

  it('refuse a change made by reading', async () => {
    const answer = await server.app.inject({
      url: '/trpc/realms.create?input=%7B%22name%22%3A%22A%22%7D',
      headers,
    })
    expect(answer.json().error.data.code).toBe('invalid_input')
    expect(await server.db.client.realm.count()).toBe(0)
  })

  it('tell nothing of the unexpected', async () => {
    const client = new Proxy(server.db.client, {
      get(target, name) {
        if (name === 'apiKey') throw new Error('select token_hash from api_keys')
        return Reflect.get(target, name) as unknown
      },
    })
    const broken = await openTestServer({ db: { ...server.db, client, close: async () => {} } })
    const answer = await broken.app.inject({ url: '/trpc/keys.list', headers })
    const logged = broken.logLines.filter((line) => line.includes('token_hash'))
    await broken.close()
    expect([answer.statusCode, answer.json().error.data.code]).toEqual([500, 'internal'])
    expect(answer.body).not.toContain('token_hash')
    expect(logged).toHaveLength(1)
  })

  it('answer several calls at once, each with its own result', async () => {
    const input = encodeURIComponent(JSON.stringify({ 1: { id: 'nobody' } }))
    const answer = await server.app.inject({ url: `/trpc/me.get,users.get?batch=1&input=${input}`, headers })
    expect(answer.statusCode).toBe(207)
    const [me, user] = answer.json()
    expect(me.result.data.role).toBe('owner')
    expect(user.error.data.code).toBe('invalid_input')
  })

  it('are kept by no cache', async () => {
    const answer = await server.app.inject({ url: '/trpc/me.get', headers })
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})
