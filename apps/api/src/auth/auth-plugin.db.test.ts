import { meView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, consoleHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const own = { 'x-csrf': '1' }
const password = 'correct horse battery'

describe('signing in', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  const post = (url: string, payload: object, headers: Record<string, string> = own) =>
    server.app.inject({ method: 'POST', url, payload, headers, remoteAddress: nextAddress() })

  it('gives a session for the right password, whatever the case of the email', async () => {
    const person = await addPerson(server, 'admin', { password })
    const answer = await post('/auth/sign-in', { email: person.email.toUpperCase(), password })
    expect(answer.statusCode).toBe(200)
    expect(meView.parse(answer.json())).toEqual({
      id: person.id,
      name: person.name,
      email: person.email,
      role: 'admin',
    })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(
      /^rollcall_session=rs_[\w-]{40,}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const token = /=(rs_[\w-]+)/.exec(cookie)?.[1] ?? ''
    const stored = await server.db.client.session.findFirstOrThrow({ where: { userId: person.id } })
    expect(Buffer.from(stored.tokenHash).length).toBe(32)
    expect(JSON.stringify(stored)).not.toContain(token)
    expect(server.logLines.join('')).not.toContain(token)
    const me = await server.app.inject({
      url: '/trpc/me.get',
      headers: { cookie: `rollcall_session=${token}` },
    })
    expect(me.json()).toMatchObject({ result: { data: { id: person.id } } })
  })

  it('says the same of a wrong password and of an unknown email, and keeps no password', async () => {
    const person = await addPerson(server, 'admin', { password })
    const wrong = await post('/auth/sign-in', { email: person.email, password: 'wrong password' })
    const unknown = await post('/auth/sign-in', { email: 'nobody@test.example', password: 'wrong password' })
    expect(wrong.statusCode).toBe(401)
    expect(wrong.json()).toEqual({
      code: 'unauthenticated',
      message: 'The email or the password is not right.',
    })
    expect(unknown.json()).toEqual(wrong.json())
    expect(unknown.headers['set-cookie']).toBeUndefined()
    expect(server.logLines.join('')).not.toContain('wrong password')
    const refused = await server.db.client.event.count({ where: { type: 'session.refused' } })
    expect(refused).toBeGreaterThanOrEqual(2)
  })

  it('tells a disabled person so only after the right password', async () => {
    const person = await addPerson(server, 'manager', { password, status: 'disabled' })
    const right = await post('/auth/sign-in', { email: person.email, password })
    const wrong = await post('/auth/sign-in', { email: person.email, password: 'not it at all' })
    expect([right.statusCode, right.json().code]).toEqual([403, 'forbidden'])
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'unauthenticated'])
  })

  it('does not let in someone without a password', async () => {
    const person = await addPerson(server, 'member')
    const answer = await post('/auth/sign-in', { email: person.email, password })
    expect(answer.json().code).toBe('unauthenticated')
  })

  it('lists each field that is missing', async () => {
    const answer = await post('/auth/sign-in', { email: '' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid_input' })
    expect(answer.json().issues.map((issue: { path: string }) => issue.path)).toEqual(['email', 'password'])
  })

  it('ends the session when signing out, and again without complaint', async () => {
    const person = await addPerson(server, 'operator')
    const headers = await consoleHeaders(server, person)
    const answer = await post('/auth/sign-out', {}, headers)
    expect(answer.statusCode).toBe(200)
    expect(String(answer.headers['set-cookie'])).toMatch(/^rollcall_session=; .*Expires=Thu, 01 Jan 1970/)
    expect(await server.db.client.session.count({ where: { userId: person.id } })).toBe(0)
    expect((await post('/auth/sign-out', {}, headers)).statusCode).toBe(200)
    const ended = await server.db.client.event.count({ where: { type: 'session.ended', userId: person.id } })
    expect(ended).toBe(1)
  })

  it('replaces the session that the browser had before', async () => {
    const person = await addPerson(server, 'admin', { password })
    const before = await consoleHeaders(server, person)
    await post('/auth/sign-in', { email: person.email, password }, before)
    const me = await server.app.inject({ url: '/trpc/me.get', headers: before })
    expect(me.statusCode).toBe(401)
    expect(await server.db.client.session.count({ where: { userId: person.id } })).toBe(1)
  })

  it('knows no demo', async () => {
    const answer = await post('/auth/demo', { role: 'owner' })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  })

  it('stops guessing at one email, from anywhere', async () => {
    const person = await addPerson(server, 'admin', { password })
    const codes: string[] = []
    for (let i = 0; i < 9; i += 1) {
      const answer = await post('/auth/sign-in', { email: person.email, password: `guess ${i}` })
      codes.push(answer.json().code)
    }
    expect(codes).toEqual([...Array.from({ length: 8 }, () => 'unauthenticated'), 'rate_limited'])
    const answer = await post('/auth/sign-in', { email: ` ${person.email.toUpperCase()}`, password })
    expect(answer.statusCode).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.json().message).toMatch(/Too many tries\. Wait \d+ (seconds|minutes) and try again\./)
  })

  it('stops guessing at many emails from one address', async () => {
    const remoteAddress = nextAddress()
    const codes: string[] = []
    for (let i = 0; i < 21; i += 1) {
      const payload = { email: `someone${i}@test.example` }
      const answer = await server.app.inject({
        method: 'POST',
        url: '/auth/sign-in',
        payload,
        headers: own,
        remoteAddress,
      })
      codes.push(answer.json().code)
    }
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'invalid_input'))
    expect(codes[20]).toBe('rate_limited')
  })
})

describe('the demo', () => {
  let server: TestServer
  beforeAll(async () => {
    const connection = { displayName: 'Sample', directoryId: 'd', clientId: 'c', clientSecret: 's' }
    server = await openTestServer({ demo: { connection } })
    const { seedDemoPeople } = await import('../demo/demo-people.ts')
    const { SYSTEM } = await import('../app-deps.ts')
    await seedDemoPeople(server.deps.contextFor(SYSTEM))
    await seedDemoPeople(server.deps.contextFor(SYSTEM))
  })
  afterAll(() => server.close())

  it.each(['owner', 'operator', 'member'])('signs in as its %s with one click', async (role) => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/auth/demo',
      payload: { role },
      headers: own,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ role })
    expect(answer.json().name).not.toMatch(/demo/i)
  })

  it('gives the values for the connection form, and asks for no setup', async () => {
    const answer = await server.app.inject({ url: '/trpc/instance.get' })
    expect(answer.json().result.data).toMatchObject({
      needsSetup: false,
      demo: { connection: { displayName: 'Sample', clientSecret: 's' } },
    })
  })

  it('signs in nobody else', async () => {
    const payload = { role: 'admin' }
    const answer = await server.app.inject({ method: 'POST', url: '/auth/demo', payload, headers: own })
    expect(answer.json().code).toBe('invalid_input')
  })
})

let addresses = 0
function nextAddress(): string {
  addresses += 1
  return `203.0.113.${addresses}`
}
