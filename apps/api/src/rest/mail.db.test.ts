import { deliverMail } from '@rollcall/directory'
import { makeUser } from '@rollcall/directory/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { startSmtpServer, type TestSmtpServer } from '../testing/test-smtp-server.ts'

const PASSWORD = 'never-to-be-seen-again'
const ACCOUNT = { username: 'rollcall@example.com', password: PASSWORD }

describe('email over REST', () => {
  let server: TestServer
  let mail: TestSmtpServer
  const heard: string[] = []
  beforeAll(async () => {
    server = await openTestServer({ env: { PUBLIC_URL: 'https://rollcall.test.example' } })
    mail = await startSmtpServer({ account: ACCOUNT })
  })
  afterAll(async () => {
    await mail.close()
    await server.close()
  })

  type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
  async function ask(role: 'admin' | 'operator', method: Method, url: string, body?: object) {
    const headers = await keyHeaders(server, role)
    const answer = await server.app.inject({ method, url, headers, ...(body && { payload: body }) })
    heard.push(answer.body)
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
  }
  const deliver = () =>
    deliverMail({
      ctx: server.deps.contextFor(SYSTEM),
      workerId: 'test',
      signal: new AbortController().signal,
    })

  it('is set up, tested and used, and its password is in no answer, event or log line', async () => {
    expect(await ask('admin', 'GET', '/api/settings/smtp')).toEqual({ status: 200, body: { smtp: null } })
    const userId = await makeUser(server.db, { name: 'Ada', email: 'ada@example.com' })
    const refused = await ask('operator', 'POST', `/api/users/${userId}/claim`, { delivery: 'email' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'email_unavailable' } })

    const settings = { host: '127.0.0.1', port: mail.port, from: 'Rollcall <r@example.com>', tls: 'none' }
    const wrong = { to: 'me@example.com', settings: { ...settings, ...ACCOUNT, password: `${PASSWORD}!` } }
    expect(await ask('admin', 'POST', '/api/settings/smtp/test', wrong)).toMatchObject({
      status: 200,
      body: { status: 'fail', answer: '535 5.7.8 Bad credentials for rollcall@example.com: [secret]' },
    })
    const stored = await ask('admin', 'PUT', '/api/settings/smtp', { ...settings, ...ACCOUNT })
    expect(stored.body.smtp).toMatchObject({ ...settings, username: ACCOUNT.username, hasPassword: true })
    expect(stored.body.smtp).not.toHaveProperty('password')
    expect(await ask('admin', 'POST', '/api/settings/smtp/test', { to: 'me@example.com' })).toMatchObject({
      body: { status: 'pass', detail: `127.0.0.1:${mail.port} took a test message for me@example.com.` },
    })
    const elsewhere = await ask('admin', 'PUT', '/api/settings/smtp', {
      ...settings,
      host: 'smtp.elsewhere.example',
      tls: 'starttls',
      username: ACCOUNT.username,
    })
    expect(elsewhere).toMatchObject({ status: 400, body: { issues: [{ path: 'password' }] } })

    const sent = await ask('operator', 'POST', `/api/users/${userId}/claim`, { delivery: 'email' })
    expect(sent).toMatchObject({ status: 201, body: { status: 'queued', email: 'ada@example.com' } })
    expect(await deliver()).toBe(1)
    const link = (await mail.read()).at(-1)?.text ?? ''
    expect(link).toMatch(/https:\/\/rollcall\.test\.example\/claim\/rc_/)
    expect(await ask('operator', 'GET', `/api/claims/${sent.body.id}`)).toMatchObject({
      body: { status: 'sent' },
    })
    expect(await ask('operator', 'DELETE', `/api/claims/${sent.body.id}/link`)).toEqual({
      status: 204,
      body: null,
    })
    expect(await ask('operator', 'GET', `/api/claims/${sent.body.id}`)).toMatchObject({
      body: { status: 'revoked' },
    })

    heard.push(server.logLines.join('\n'))
    heard.push(JSON.stringify(await server.db.client.event.findMany({ select: { data: true, actor: true } })))
    const token = /rc_[\w-]{43}/.exec(link)?.[0] ?? 'no token'
    expect(token).not.toBe('no token')
    for (const text of heard) {
      expect(text).not.toContain(PASSWORD)
      expect(text).not.toContain(token)
    }
  })

  it('sends to many, and is paused, resumed and stopped', async () => {
    const userIds = []
    for (let n = 0; n < 3; n += 1) userIds.push(await makeUser(server.db, { email: `p${n}@example.com` }))
    userIds.push(await makeUser(server.db, { email: null }))
    expect(await ask('operator', 'POST', '/api/mailings/preview', { userIds })).toMatchObject({
      status: 200,
      body: { reachable: 3, noAddress: 1 },
    })
    const { status, body } = await ask('operator', 'POST', '/api/mailings', { userIds })
    expect([status, body.counts.waiting]).toEqual([201, 3])
    const one = `/api/mailings/${body.id}`
    expect((await ask('operator', 'POST', `${one}/pause`)).body.status).toBe('paused')
    expect(await deliver()).toBe(0)
    expect((await ask('operator', 'POST', `${one}/resume`)).body.status).toBe('sending')
    expect(await deliver()).toBe(3)
    expect((await ask('operator', 'GET', one)).body).toMatchObject({
      status: 'finished',
      counts: { sent: 3, skipped: 1 },
    })
    expect(await ask('operator', 'POST', `${one}/cancel`)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    expect((await ask('operator', 'GET', `${one}/emails?status=sent&search=p1`)).body).toMatchObject({
      total: 1,
      items: [{ recipient: 'p1@example.com' }],
    })
    expect((await ask('operator', 'GET', '/api/mailings')).body.total).toBe(1)
    expect(await ask('admin', 'DELETE', '/api/settings/smtp')).toEqual({ status: 204, body: null })
    expect((await ask('admin', 'GET', '/api/settings/smtp')).body).toEqual({ smtp: null })
  })
})
