import { describeEachEngine } from '@rollcall/db/testing'
import { runExchange } from '@rollcall/directory/testing'
import { claimOverviewView, claimView, walletSettingsView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { keyHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

describeEachEngine('claims over REST', (open) => {
  let server: TestServer
  let operator: Record<string, string>
  let admin: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
    operator = await keyHeaders(server, 'operator')
    admin = await keyHeaders(server, 'admin')
  })
  afterAll(() => server.close())

  const get = (url: string, headers = operator) => server.app.inject({ url, headers })
  const send = (method: 'POST' | 'PUT', url: string, payload?: object, headers = operator) =>
    server.app.inject({ method, url, headers, ...(payload && { payload }) })

  async function addUnclaimed(values: { role?: string } = {}) {
    const id = server.deps.contextFor(SYSTEM).newId()
    await server.db.client.user.create({ data: { id, name: 'Ada Lovelace', ...values } })
    return id
  }

  it('give the QR to the key that asked, and tell it when the person is registered', async () => {
    const id = await addUnclaimed()
    const answer = await send('POST', `/api/users/${id}/claim`, { delivery: 'qr' })
    expect(answer.statusCode).toBe(201)
    const claim = claimView.parse(answer.json())
    expect(claim).toMatchObject({ status: 'open', mine: true, delivery: 'qr', userId: id })
    expect(claim.qrText).toBe(claim.qr[0]?.text)
    const seen = (await get(`/api/claims/${claim.id}`, admin)).json()
    expect(seen).toMatchObject({ status: 'open', mine: false, qr: [], openedBy: 'Test operator' })
    expect(seen).not.toHaveProperty('qrText')
    expect((await get(`/api/claims/${claim.id}`)).json()).toEqual(claim)
    const ctx = server.deps.contextFor(SYSTEM)
    expect(await runExchange({ ctx, qr: claim.qrText ?? '' })).toBe(true)
    expect((await get(`/api/claims/${claim.id}`)).json()).toMatchObject({ status: 'done', qr: [] })
    const user = (await get(`/api/users/${id}`)).json()
    expect(user).toMatchObject({
      did: expect.stringMatching(/^did:vaultys:01/),
      claimedAt: expect.any(String),
    })
    expect((await get(`/api/users/unclaimed/${id}`)).statusCode).toBe(404)
    const again = await send('POST', `/api/users/${id}/claim`)
    expect([again.statusCode, again.json().code]).toEqual([409, 'already_claimed'])
    const overview = claimOverviewView.parse((await get(`/api/users/${id}/claims`)).json())
    expect(overview).toMatchObject({ session: { id: claim.id }, qrBlocked: expect.stringMatching(/claimed/) })
  })

  it('are cancelled once, and begin with a QR when nothing else is asked', async () => {
    const id = await addUnclaimed()
    const claim = (await send('POST', `/api/users/${id}/claim`)).json()
    const cancelled = await send('POST', `/api/claims/${claim.id}/cancel`)
    expect(cancelled.json()).toMatchObject({ status: 'cancelled', qr: [] })
    expect((await send('POST', `/api/claims/${claim.id}/cancel`)).json()).toEqual(cancelled.json())
  })

  it('are refused above the role of the key, and for what is not there', async () => {
    const owner = await addUnclaimed({ role: 'owner' })
    const above = await send('POST', `/api/users/${owner}/claim`)
    expect([above.statusCode, above.json().code]).toEqual([403, 'forbidden'])
    const nobody = '0199a1b0-0000-7000-8000-0000000000ff'
    expect((await send('POST', `/api/users/${nobody}/claim`)).statusCode).toBe(404)
    expect((await get(`/api/claims/${nobody}`)).statusCode).toBe(404)
    const odd = await send('POST', `/api/users/${owner}/claim`, { delivery: 'pigeon' })
    expect([odd.statusCode, odd.json().code]).toEqual([400, 'invalid_input'])
  })

  it('by email need a mail server', async () => {
    const id = await addUnclaimed()
    const answer = await send('POST', `/api/users/${id}/claim`, { delivery: 'email' })
    expect(answer.statusCode).toBe(409)
    const overview = claimOverviewView.parse((await get(`/api/users/${id}/claims`)).json())
    expect(overview.emailBlocked).not.toBeNull()
  })

  it('follow the settings, which PUT replaces as a whole', async () => {
    const before = walletSettingsView.parse((await get('/api/settings/wallet', admin)).json())
    expect(before).toMatchObject({
      lifetimeMinutes: 4,
      peerHost: null,
      peerUnavailable: expect.stringMatching(/443/),
    })
    const put = await send('PUT', '/api/settings/wallet', { lifetimeMinutes: 15, driver: 'off' }, admin)
    expect(walletSettingsView.parse(put.json())).toMatchObject({ lifetimeMinutes: 15, driver: 'off' })
    const claim = (await send('POST', `/api/users/${await addUnclaimed()}/claim`)).json()
    expect(claim.lifetimeSeconds).toBe(900)
    const back = await send('PUT', '/api/settings/wallet', {}, admin)
    expect(back.json()).toEqual(before)
    const wrong = await send('PUT', '/api/settings/wallet', { lifetimeMinutes: 60 }, admin)
    expect(wrong.json().code).toBe('invalid_input')
  })
})
