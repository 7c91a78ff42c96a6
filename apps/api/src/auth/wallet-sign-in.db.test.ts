import { hashToken, newToken } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { updateUser } from '@rollcall/directory'
import { makeWallet, runExchange } from '@rollcall/directory/testing'
import { toAccountDid } from '@rollcall/vaultysid'
import { meView, userId, walletSessionView, type WalletSessionView } from '@rollcall/vocabulary'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { addPerson, type TestPerson } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const own = { 'x-csrf': '1' }

describeEachEngine('the doors for wallets', (open) => {
  let server: TestServer
  beforeAll(async () => {
    server = await openTestServer({ db: { ...open(), close: async () => {} } })
  })
  afterAll(() => server.close())

  const post = (url: string, payload: object, cookie = '', ip = nextAddress()) =>
    server.app.inject({ method: 'POST', url, payload, headers: { ...own, cookie }, remoteAddress: ip })
  const session = (id: string, cookie: string) =>
    server.app.inject({ url: `/trpc/wallet.session?input=${input({ id })}`, headers: { cookie } })
  const wallets = () => server.deps.contextFor(SYSTEM)

  async function openSignIn(cookie = '') {
    const answer = await post('/auth/wallet/sign-in', {}, cookie)
    expect(answer.statusCode).toBe(200)
    return {
      view: walletSessionView.parse(answer.json()),
      cookie: cookieOf(answer, 'rollcall_wallet'),
      answer,
    }
  }

  async function claimedPerson(): Promise<{ person: TestPerson; wallet: ReturnType<typeof makeWallet> }> {
    const person = await addPerson(server, 'manager')
    const wallet = makeWallet()
    await server.db.client.user.update({
      where: { id: person.id },
      data: {
        did: toAccountDid(wallet.identity),
        publicKey: Buffer.from(wallet.identity.id).toString('base64'),
        claimedAt: new Date(),
      },
    })
    return { person, wallet }
  }

  it('sign in whoever scanned, in the browser that showed the QR', async () => {
    const { person, wallet } = await claimedPerson()
    const { view, cookie, answer } = await openSignIn()
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^rollcall_wallet=rw_[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(view).toMatchObject({ purpose: 'login', status: 'open', qr: [{ form: 'relay' }] })
    expect((await post('/auth/wallet/enter', { id: view.id }, cookie)).json().code).toBe('claim_closed')
    expect(await runExchange({ ctx: wallets(), qr: linkOf(view), wallet })).toBe(true)
    const seen = (await session(view.id, cookie)).json().result.data
    expect(seen).toMatchObject({ status: 'done', qr: [], openInWallet: null })
    expect((await session(view.id, '')).json().error.data.code).toBe('not_found')

    const thief = cookieOf((await openSignIn()).answer, 'rollcall_wallet')
    for (const other of ['', thief, 'rollcall_wallet=nonsense']) {
      const refused = await post('/auth/wallet/enter', { id: view.id }, other)
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'not_found'])
      expect(refused.headers['set-cookie']).toBeUndefined()
    }
    const entered = await post('/auth/wallet/enter', { id: view.id }, cookie)
    expect(meView.parse(entered.json())).toMatchObject({ id: person.id, name: person.name, role: 'manager' })
    const signedIn = cookieOf(entered, 'rollcall_session')
    const me = await server.app.inject({ url: '/trpc/me.get', headers: { cookie: signedIn } })
    expect(me.json().result.data).toMatchObject({ id: person.id })
    const again = await post('/auth/wallet/enter', { id: view.id }, cookie)
    expect([again.statusCode, again.json().code]).toEqual([409, 'claim_closed'])
    const started = await server.db.client.event.count({
      where: { type: 'session.started', userId: person.id },
    })
    expect(started).toBe(1)
  })

  it('keep the secret of a browser, and end its old QR when it opens a new one', async () => {
    const first = await openSignIn()
    const second = await openSignIn(first.cookie)
    expect(second.cookie).toBe(first.cookie)
    expect((await session(first.view.id, first.cookie)).json().result.data.status).toBe('cancelled')
    expect((await openSignIn('rollcall_wallet=rw_short')).cookie).not.toContain('rw_short')
  })

  it('let the holder of a link claim, and see the end of it without signing in', async () => {
    const id = server.deps.contextFor(SYSTEM).newId()
    await server.db.client.user.create({ data: { id, name: 'Ada Lovelace', email: 'ada@test.example' } })
    const token = newToken('rc')
    await server.db.client.claimLink.create({
      data: {
        userId: id,
        tokenHash: hashToken(token),
        email: 'ada@test.example',
        createdBy: { kind: 'user', id: null, name: 'Grace Hopper' },
        expiresAt: new Date(Date.now() + 60_000),
      },
    })
    const page = await server.app.inject({
      url: `/trpc/wallet.link?input=${input({ token: token.reveal() })}`,
    })
    expect(page.json().result.data).toMatchObject({
      state: 'open',
      name: 'Ada Lovelace',
      sentBy: 'Grace Hopper',
    })
    const answer = await post('/auth/wallet/link', { token: token.reveal() })
    const view = walletSessionView.parse(answer.json())
    const cookie = cookieOf(answer, 'rollcall_wallet')
    expect(await runExchange({ ctx: wallets(), qr: linkOf(view) })).toBe(true)
    expect((await session(view.id, cookie)).json().result.data).toMatchObject({
      status: 'done',
      fingerprint: expect.stringMatching(/^01/),
    })
    const spent = await post('/auth/wallet/link', { token: token.reveal() }, cookie)
    expect([spent.statusCode, spent.json().code]).toEqual([410, 'link_ended'])
    expect((await post('/auth/wallet/enter', { id: view.id }, cookie)).json().code).toBe('not_found')
    expect((await server.db.client.user.findUniqueOrThrow({ where: { id } })).did).not.toBeNull()
    expect(server.logLines.join('')).not.toContain(token.reveal())
  })

  it.each([{}, { token: 7 }, { token: 'short' }, { token: 'rc_'.padEnd(46, 'A') }])(
    'do not open for the token in %j',
    async (payload) => {
      const answer = await post('/auth/wallet/link', payload)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
    },
  )

  it('do not let in someone who was disabled meanwhile, and start nothing', async () => {
    const { person, wallet } = await claimedPerson()
    const { view, cookie } = await openSignIn()
    expect(await runExchange({ ctx: wallets(), qr: linkOf(view), wallet })).toBe(true)
    await updateUser({ ctx: wallets(), input: { id: userId.parse(person.id), status: 'disabled' } })
    const answer = await post('/auth/wallet/enter', { id: view.id }, cookie)
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
    expect(await server.db.client.session.count({ where: { userId: person.id } })).toBe(0)
  })

  it('stay shut for other sites, and for a while after too many tries', async () => {
    for (const path of ['sign-in', 'link', 'enter']) {
      const url = `/auth/wallet/${path}`
      const foreign = await server.app.inject({ method: 'POST', url, payload: {} })
      expect(foreign.json().code).toBe('cross_site')
    }
    const ip = nextAddress()
    for (let tries = 1; tries <= 120; tries++) {
      expect((await post('/auth/wallet/enter', {}, '', ip)).statusCode).toBe(404)
    }
    expect((await post('/auth/wallet/enter', {}, '', ip)).statusCode).toBe(429)
    const shut = await post('/auth/wallet/sign-in', {}, '', ip)
    expect(shut.json().code).toBe('rate_limited')
    expect(Number(shut.headers['retry-after'])).toBeGreaterThan(0)
  })
})

let addresses = 0
/** Each request from somewhere else, so that only the test of the limits meets them. */
function nextAddress(): string {
  addresses += 1
  return `198.51.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`
}

function input(value: object): string {
  return encodeURIComponent(JSON.stringify(value))
}

function linkOf(view: WalletSessionView): string {
  return view.qr[0]?.text ?? ''
}

function cookieOf(answer: { headers: Record<string, unknown> }, name: string): string {
  const cookies = [answer.headers['set-cookie']].flat().map(String)
  return cookies.find((one) => one.startsWith(`${name}=`))?.split(';')[0] ?? ''
}
