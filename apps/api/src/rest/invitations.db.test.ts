import { describeEachEngine } from '@rollcall/db/testing'
import { invitationView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson, keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const SMTP = {
  host: 'smtp.test.example',
  port: 587,
  username: null,
  passwordSealed: null,
  from: 'rollcall@test.example',
  tls: 'starttls',
}
const NOBODY = '0199a1b0-0000-7000-8000-0000000000ff'

describeEachEngine('invitations and grants over REST', (open) => {
  let server: TestServer
  let manager: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
    manager = await keyHeaders(server, 'manager')
  })
  afterAll(() => server.close())

  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await server.app.inject({ method, url, headers: manager, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.json(), text: answer.body }
  }
  const amara = { email: 'amara@test.example', name: 'Amara' }

  it('says what is missing before anyone can be invited', async () => {
    const { status, body } = await ask('POST', '/api/invitations', amara)
    expect([status, body.code]).toEqual([409, 'email_unavailable'])
    await server.db.client.setting.create({ data: { key: 'smtp', value: SMTP } })
  })

  it('invites, lists, sends again and revokes, and shows no token', async () => {
    const made = await ask('POST', '/api/invitations', amara)
    expect(made.status).toBe(201)
    const { id, userId } = invitationView.parse(made.body)
    const list = await ask('GET', '/api/invitations?state=pending&search=amara&limit=1')
    expect(list.body).toMatchObject({ total: 1, items: [{ id }], nextCursor: null })
    const again = await ask('POST', `/api/invitations/${id}/resend`)
    expect([again.status, again.body.id]).toEqual([200, id])
    const revoked = await ask('DELETE', `/api/invitations/${id}`)
    expect([revoked.status, revoked.body]).toMatchObject([200, { state: 'revoked', userDeleted: true }])
    expect((await ask('GET', `/api/users/${userId}`)).status).toBe(404)
    expect((await ask('DELETE', `/api/invitations/${id}`)).status).toBe(404)
    const events = await ask('GET', `/api/events?userId=${userId}`)
    expect(events.body.items.map((event: { type: string }) => event.type)).toContain('invitation.revoked')
    const said = [made, list, again, revoked, events].map((answer) => answer.text).join('')
    expect(said + server.logLines.join('')).not.toMatch(/ri_[\w-]{43}/)
  })

  it.each([
    [{ ...amara, role: 'admin' }, 403, 'forbidden'],
    [{ ...amara, email: 'amara' }, 400, 'invalid_input'],
    [{ email: amara.email }, 400, 'invalid_input'],
    [{ ...amara, realmIds: [NOBODY] }, 400, 'invalid_input'],
    [{ ...amara, invitedBy: 'me' }, 400, 'invalid_input'],
  ])('refuses %j', async (payload, status, code) => {
    const answer = await ask('POST', '/api/invitations', payload)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })

  it('does not invite who uses the account', async () => {
    const person = await addPerson(server, 'member')
    const answer = await ask('POST', '/api/invitations', { ...amara, email: person.email.toUpperCase() })
    expect([answer.status, answer.body.code]).toEqual([409, 'already_claimed'])
    expect(answer.body.message).toContain(person.name)
  })

  it('grants to people who claimed, lists and revokes', async () => {
    const { id } = await addPerson(server, 'member')
    const capability = 'deploy:production'
    const given = await ask('POST', `/api/users/${id}/grants`, { capability, note: 'On call' })
    expect([given.status, given.body.state]).toEqual([201, 'active'])
    const twice = await ask('POST', `/api/users/${id}/grants`, { capability, note: 'On call' })
    expect([twice.status, twice.body.code]).toEqual([409, 'already_exists'])
    const ended = await ask('DELETE', `/api/grants/${given.body.id}`)
    expect([ended.status, ended.body.state]).toEqual([200, 'revoked'])
    expect((await ask('DELETE', `/api/grants/${given.body.id}`)).body).toEqual(ended.body)
    expect((await ask('GET', `/api/users/${id}/grants`)).body.items).toEqual([])
    expect((await ask('GET', `/api/users/${id}/grants?all=false`)).body.items).toEqual([])
    expect((await ask('GET', `/api/users/${id}/grants?all=true`)).body.items).toEqual([ended.body])
    expect((await ask('GET', `/api/users/${id}/grants?all=maybe`)).status).toBe(400)
  })

  it('grants nothing to who has not claimed, and says what to do', async () => {
    const invited = await ask('POST', '/api/invitations', amara)
    const url = `/api/users/${invited.body.userId}/grants`
    const answer = await ask('POST', url, { capability: 'read:all' })
    expect([answer.status, answer.body.code]).toEqual([409, 'not_claimed'])
    expect(answer.body.message).toMatch(/has not claimed .* claim link/)
    expect((await ask('GET', url)).body).toEqual({ items: [] })
    expect((await ask('GET', `/api/users/${NOBODY}/grants`)).status).toBe(404)
  })
})
