import { errorView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff'

describe('REST errors', () => {
  let server: TestServer
  let key: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer()
    key = await keyHeaders(server, 'owner')
  })
  afterAll(() => server.close())

  const json = { 'content-type': 'application/json' }
  const send = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: string,
    headers: Record<string, string> = json,
  ) =>
    server.app.inject({
      method,
      url,
      headers: { ...key, ...(payload === undefined ? {} : headers) },
      ...(payload !== undefined && { payload }),
    })

  it.each([
    ['JSON that ends too soon', 'POST', '/api/realms', '{"name": "A', json, 400, 'invalid_input'],
    ['text instead of an object', 'POST', '/api/realms', '"realm"', json, 400, 'invalid_input'],
    ['no body', 'POST', '/api/realms', '', json, 400, 'invalid_input'],
    [
      'a form',
      'POST',
      '/api/realms',
      'name=A',
      { 'content-type': 'application/x-www-form-urlencoded' },
      400,
      'invalid_input',
    ],
    ['XML', 'POST', '/api/realms', '<name/>', { 'content-type': 'text/xml' }, 400, 'invalid_input'],
    ['a field too many', 'POST', '/api/realms', '{"name":"A","nmae":"B"}', json, 400, 'invalid_input'],
    ['a list where an object belongs', 'POST', '/api/realms', '[]', json, 400, 'invalid_input'],
    [
      'a poisoned prototype',
      'POST',
      '/api/realms',
      '{"name":"A","__proto__":{"x":1}}',
      json,
      400,
      'invalid_input',
    ],
    ['an id that is none', 'GET', '/api/users/42', undefined, json, 400, 'invalid_input'],
    ['an id of nobody', 'GET', `/api/users/${NOBODY}`, undefined, json, 404, 'not_found'],
    ['a page size out of bounds', 'GET', '/api/users?limit=5000', undefined, json, 400, 'invalid_input'],
    ['a word where a number belongs', 'GET', '/api/users?limit=ten', undefined, json, 400, 'invalid_input'],
    [
      'a cursor we never gave',
      'GET',
      '/api/users?cursor=%F0%9F%98%80',
      undefined,
      json,
      400,
      'invalid_input',
    ],
    [
      'a filter given twice',
      'GET',
      '/api/users?role=admin&role=owner',
      undefined,
      json,
      400,
      'invalid_input',
    ],
    ['an unknown address', 'GET', '/api/people', undefined, json, 404, 'not_found'],
    ['a known address with another method', 'PUT', '/api/users', '{}', json, 404, 'not_found'],
    [
      'a body of two megabytes',
      'POST',
      '/api/realms',
      `{"name":"${'x'.repeat(2_000_000)}"}`,
      json,
      413,
      'too_large',
    ],
  ] as const)('%s', async (_name, method, url, payload, headers, status, code) => {
    const answer = await send(method, url, payload, headers)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    const body = errorView.strict().parse(answer.json())
    expect(body.message).toMatch(/[A-Z].*[.?]$|: /)
    expect(answer.headers['x-request-id']).toMatch(/^[\w.-]{8,64}$/)
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.ts:|FST_|prisma|zod/i)
  })

  it('names every field that is wrong', async () => {
    const answer = await send(
      'POST',
      '/api/directory/entra',
      '{"displayName":"","directoryId":"nowhere","clientId":"x"}',
    )
    const paths = answer.json().issues.map((issue: { path: string }) => issue.path)
    expect(paths).toEqual(['displayName', 'directoryId', 'clientId', 'clientSecret'])
  })

  it('reads an empty query value as absent', async () => {
    const answer = await send('GET', '/api/users?search=&status=&claimed=&limit=')
    expect(answer.statusCode).toBe(200)
  })

  it('tells nothing about the unexpected, and logs it once with the request id', async () => {
    const { client } = server.db
    const broken = await openTestServer({
      db: { ...server.db, client: brokenFor(client), close: async () => {} },
    })
    const answer = await broken.app.inject({
      url: '/api/realms',
      headers: { ...key, 'x-request-id': 'trace-12345678' },
    })
    const lines = broken.logLines.filter((line) => line.includes('the table is on fire'))
    await broken.close()
    expect(answer.statusCode).toBe(500)
    expect(errorView.parse(answer.json()).code).toBe('internal')
    expect(answer.body).not.toContain('fire')
    expect(answer.headers['x-request-id']).toBe('trace-12345678')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'trace-12345678', level: 50 })
  })

  it('gives its own request id instead of one that could forge a log line', async () => {
    const headers = { ...key, 'x-request-id': 'a"b c' }
    const answer = await server.app.inject({ url: '/api/realms', headers })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})

/** A database client whose realms cannot be read. */
function brokenFor(client: TestServer['db']['client']): TestServer['db']['client'] {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'realm' || name === '$queryRaw') throw new Error('the table is on fire')
      return Reflect.get(target, name) as unknown
    },
  })
}
