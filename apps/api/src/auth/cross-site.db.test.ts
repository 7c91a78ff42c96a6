import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, consoleHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

describe('requests that another site started', () => {
  let server: TestServer
  let cookie: string
  beforeAll(async () => {
    server = await openTestServer({ env: { PUBLIC_URL: 'https://rollcall.test.example' } })
    const headers = await consoleHeaders(server, await addPerson(server, 'owner'))
    cookie = `__Host-${headers['cookie'] ?? ''}`
  })
  afterAll(() => server.close())

  const call = (method: 'GET' | 'POST', url: string, headers: Record<string, string>) =>
    server.app.inject({
      method,
      url,
      headers: { cookie, host: 'internal:4000', ...headers },
      ...(method === 'POST' && { payload: { name: 'A realm' } }),
    })

  it.each([
    ['without the header', {}],
    ['with another value', { 'x-csrf': 'true' }],
    ['from another site, says the browser', { 'x-csrf': '1', 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour domain', { 'x-csrf': '1', 'sec-fetch-site': 'same-site' }],
    ['from another origin', { 'x-csrf': '1', origin: 'https://evil.example' }],
    ['from a page without an origin', { 'x-csrf': '1', origin: 'null' }],
  ])('may change nothing: %s', async (_name, headers) => {
    const answer = await call('POST', '/trpc/realms.create', headers)
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data).toMatchObject({ code: 'cross_site', httpStatus: 403 })
    expect(await server.db.client.realm.count()).toBe(0)
    const auth = await call('POST', '/auth/sign-out', headers)
    expect(auth.json().code).toBe('cross_site')
  })

  it.each(['/trpc/me.get', '/trpc/events.live'])('may not read %s either', async (url) => {
    const answer = await call('GET', url, { 'sec-fetch-site': 'cross-site' })
    expect(answer.json().error.data.code).toBe('cross_site')
  })

  it('are told from our own: same origin, the public address, or the host that was asked', async () => {
    const own = { 'x-csrf': '1', 'sec-fetch-site': 'same-origin' }
    expect((await call('GET', '/trpc/me.get', {})).statusCode).toBe(200)
    expect(
      (await call('GET', '/trpc/me.get', { ...own, origin: 'https://rollcall.test.example' })).statusCode,
    ).toBe(200)
    expect((await call('GET', '/trpc/me.get', { ...own, origin: 'http://internal:4000' })).statusCode).toBe(
      200,
    )
  })

  it('cannot run a change as a form either', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/trpc/realms.create',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nForm\r\n--x--\r\n',
    })
    expect(answer.json().error.data.code).toBe('cross_site')
  })

  it('meet a Secure cookie that only this host can set', async () => {
    const answer = await call('POST', '/auth/sign-out', { 'x-csrf': '1' })
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-rollcall_session=;.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/,
    )
  })
})
