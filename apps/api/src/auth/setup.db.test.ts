import { describeEachEngine } from '@rollcall/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { openSetup } from './setup-code.ts'

const owner = { name: 'Ada First', email: 'ada@test.example', password: 'a long enough one' }

describeEachEngine('first setup', (open) => {
  let server: TestServer
  let code: string
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
    const first = await openSetup(server.deps.contextFor(SYSTEM))
    code = (await openSetup(server.deps.contextFor(SYSTEM))) ?? ''
    expect(first).not.toBe(code)
  })
  afterAll(() => server.close())

  const needsSetup = async () =>
    (await server.app.inject({ url: '/trpc/instance.get' })).json().result.data.needsSetup
  const setUp = (payload: object) =>
    server.app.inject({ method: 'POST', url: '/auth/setup', payload, headers: { 'x-csrf': '1' } })

  it('is asked for, with a code that can be read aloud and is stored as a hash', async () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(await needsSetup()).toBe(true)
    const stored = JSON.stringify(await server.db.client.setting.findMany())
    expect(stored).not.toContain(code)
    expect(stored).not.toContain(code.replaceAll('-', ''))
  })

  it('refuses another code, and says where the right one is', async () => {
    const answer = await setUp({ ...owner, code: 'AAAA-BBBB-CCCC' })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().issues).toEqual([{ path: 'code', message: expect.stringContaining('log') }])
    expect(await needsSetup()).toBe(true)
  })

  it('wants a password worth the name', async () => {
    const answer = await setUp({ ...owner, code, password: 'short' })
    expect(answer.json()).toMatchObject({ code: 'invalid_input', issues: [{ path: 'password' }] })
  })

  it('makes one owner of two requests at once, and closes', async () => {
    const answers = await Promise.all([
      setUp({ ...owner, code: code.toLowerCase().replaceAll('-', ' ') }),
      setUp({ ...owner, code }),
      setUp({ ...owner, code }),
    ])
    const statuses = answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)
    expect(statuses).toEqual([200, 409, 409])
    expect(await server.db.client.user.count({ where: { role: 'owner' } })).toBe(1)
    const won = answers.find((answer) => answer.statusCode === 200)
    expect(won?.json()).toMatchObject({ name: owner.name, role: 'owner' })
    expect(String(won?.headers['set-cookie'])).toContain('rollcall_session=rs_')
    expect(answers.find((answer) => answer.statusCode === 409)?.json().code).toBe('setup_closed')
    expect(await needsSetup()).toBe(false)
    const types = (await server.db.client.event.findMany({ orderBy: { id: 'asc' } })).map(
      (event) => event.type,
    )
    expect(types).toEqual(['setup.completed', 'session.started'])
  })

  it('stays closed: the code is gone and the next start makes none', async () => {
    expect((await setUp({ ...owner, code })).json().code).toBe('setup_closed')
    expect(await openSetup(server.deps.contextFor(SYSTEM))).toBeNull()
    expect(await server.db.client.setting.count()).toBe(0)
  })

  it('lets the owner in with the password, hashed with argon2id', async () => {
    const { email, password } = owner
    const payload = { email, password }
    const answer = await server.app.inject({
      method: 'POST',
      url: '/auth/sign-in',
      payload,
      headers: { 'x-csrf': '1' },
    })
    expect(answer.statusCode).toBe(200)
    const { hash } = await server.db.client.passwordCredential.findFirstOrThrow()
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('lets nobody try codes for long', async () => {
    const codes: string[] = []
    for (let i = 0; i < 11; i += 1) {
      const payload = { ...owner, code: `AAAA-BBBB-CCC${i}` }
      const headers = { 'x-csrf': '1' }
      const remoteAddress = '203.0.113.77'
      const answer = await server.app.inject({
        method: 'POST',
        url: '/auth/setup',
        payload,
        headers,
        remoteAddress,
      })
      codes.push(answer.json().code)
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'setup_closed'), 'rate_limited'])
  })
})
