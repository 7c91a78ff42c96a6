import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { cancelClaim, getClaim, startClaim, updateWalletSettings, type Opener } from '@rollcall/directory'
import { makeWallet } from '@rollcall/directory/testing'
import { parseLink, toAccountDid, toRelayToken, type SigningIdentity } from '@rollcall/vaultysid'
import { runRelayExchange } from '@rollcall/vaultysid/wallet'
import type { ClaimView, WalletDriver } from '@rollcall/vocabulary'
import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import {
  addressOf,
  beginOverPeer,
  claimOverPeer,
  connectPeerWallet,
  connectSignalling,
} from '../testing/peer-wallet.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const canLoadNative = await import('node-datachannel').then(
  () => true,
  () => false,
)
const ENV = { PUBLIC_URL: 'https://rollcall.test.example' }
const moment = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms))

interface Door {
  readonly server: TestServer
  /** Where it really listens; the QR names the public address. */
  readonly origin: string
}

interface OpenQr {
  readonly userId: string
  readonly key: string
  readonly view: ClaimView
  readonly opener: Opener
}

async function openDoor(db: Database): Promise<Door> {
  const server = await openTestServer({ db: { ...db, close: async () => {} }, env: ENV })
  return { server, origin: await server.app.listen({ port: 0, host: '127.0.0.1' }) }
}

const contextAt = ({ server }: Door) => server.deps.contextFor(SYSTEM)

let people = 0
async function openQr(door: Door): Promise<OpenQr> {
  const ctx = contextAt(door)
  people += 1
  const { id: userId } = await ctx.db.client.user.create({
    data: { name: `Ada ${people}`, email: `ada.${people}@test.example`, status: 'active' },
  })
  const opener: Opener = { kind: 'session', id: randomUUID() }
  const view = await startClaim({ ctx, input: { userId }, opener })
  return { userId, opener, view, key: parseLink(view.qrText ?? '').key }
}

async function look(door: Door, { view, opener }: OpenQr): Promise<ClaimView> {
  const claim = await getClaim({ ctx: contextAt(door), input: { id: view.id }, opener })
  if ('qr' in claim) return claim
  throw new Error('This is a link, not a QR.')
}

async function untilStatus(door: Door, qr: OpenQr, status: ClaimView['status']): Promise<ClaimView> {
  for (;;) {
    const view = await look(door, qr)
    if (view.status === status) return view
    await moment()
  }
}

/** The relay of this door, whatever address the QR names. */
function claimOverRelay(door: Door, qr: OpenQr, wallet: SigningIdentity) {
  const link = qr.view.qr.find(({ form }) => form === 'relay')?.text ?? ''
  return runRelayExchange({
    link,
    wallet,
    fetch: (url, request) => fetch(url.replace(ENV.PUBLIC_URL, door.origin), request),
    now: () => Date.now(),
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  })
}

/** The data channel of this door; the wallet stays until it has been heard to the end. */
function claimOverData(door: Door, qr: OpenQr, wallet: SigningIdentity, more: { chunkBytes?: number } = {}) {
  const beforeClose = () => untilStatus(door, qr, 'done')
  return claimOverPeer({ origin: door.origin, key: qr.key, wallet, beforeClose, ...more })
}

async function didOf(door: Door, { userId }: OpenQr): Promise<string | null> {
  const { client } = contextAt(door).db
  return (await client.user.findUniqueOrThrow({ where: { id: userId }, select: { did: true } })).did
}

const setDriver = (door: Door, driver: WalletDriver) =>
  updateWalletSettings({ ctx: contextAt(door), input: { driver } })

describeEachEngine('an account is claimed', (open) => {
  let here: Door
  let there: Door
  beforeAll(async () => {
    here = await openDoor(open())
    there = await openDoor(open())
  })
  afterAll(() => Promise.all([here.server.close(), there.server.close()]))

  it('over the relay: two requests over HTTP', async () => {
    const qr = await openQr(here)
    const wallet = makeWallet()
    const { serverDid } = await claimOverRelay(here, qr, wallet)
    expect(serverDid).toBe(toAccountDid((await contextAt(here).wallet.identity()).identity))
    expect((await look(here, qr)).status).toBe('done')
    expect(await didOf(here, qr)).toBe(toAccountDid(wallet.identity))
  })

  describe.each(['werift', 'node-datachannel'] as const)('over a data channel of %s', (driver) => {
    const test = it.skipIf(driver === 'node-datachannel' && !canLoadNative)
    beforeAll(() => setDriver(here, driver))
    afterAll(() => setDriver(here, 'werift'))

    test('with an Ed25519 wallet and with a post-quantum one', async () => {
      for (const algorithm of ['ed25519', 'hybrid'] as const) {
        const qr = await openQr(here)
        const wallet = makeWallet({ algorithm })
        await claimOverData(here, qr, wallet)
        const view = await look(here, qr)
        expect(view.fingerprint).not.toBeNull()
        expect(await didOf(here, qr)).toBe(toAccountDid(wallet.identity))
      }
    })

    test('in parts, and at another server than the one that shows the QR', async () => {
      const qr = await openQr(here)
      await claimOverData(there, qr, makeWallet(), { chunkBytes: 300 })
      expect((await look(here, qr)).status).toBe('done')
    })

    test('on the second attempt over the relay, when the wallet left after the first answer', async () => {
      const qr = await openQr(here)
      const wallet = makeWallet()
      const { connected } = await beginOverPeer({ origin: here.origin, key: qr.key, wallet })
      expect((await look(here, qr)).status).toBe('connected')
      await connected.close()
      const view = await untilStatus(here, qr, 'open')
      expect([view.notice, view.qr[0]?.form]).toEqual(['wallet_did_not_finish', 'relay'])
      expect(await didOf(here, qr)).toBeNull()
      await claimOverRelay(there, { ...qr, view }, wallet)
      expect(await didOf(here, qr)).toBe(toAccountDid(wallet.identity))
    })
  })

  it('or the browser is told, when the wallet closes the moment it has signed', async () => {
    const qr = await openQr(here)
    const beforeClose = () => Promise.resolve()
    await claimOverPeer({ origin: here.origin, key: qr.key, wallet: makeWallet(), beforeClose })
    let view = await look(here, qr)
    while (view.status !== 'done' && view.notice === null) {
      await moment()
      view = await look(here, qr)
    }
    expect([view.status, view.notice]).toEqual(
      view.status === 'done' ? ['done', null] : ['open', 'wallet_did_not_finish'],
    )
  })

  it('over the relay alone when data channels are off', async () => {
    await setDriver(here, 'off')
    const qr = await openQr(here)
    const client = await connectSignalling(here.origin, { id: addressOf(qr.key).receiver })
    expect((await client.next('ERROR')).payload?.msg).toContain('other code')
    await claimOverRelay(here, qr, makeWallet())
    expect((await look(here, qr)).status).toBe('done')
    await setDriver(here, 'werift')
  })

  it('while strangers throw thousands of frames at the relay, and some at the very QR', async () => {
    const qr = await openQr(here)
    const wallet = makeWallet()
    const garbage = () => randomBytes(200).toString('base64')
    const post = (token: string, body: string, address: string) =>
      here.server.app.inject({
        method: 'POST',
        url: `/wallet/${token}`,
        headers: { 'content-type': 'text/plain', 'x-forwarded-for': address },
        payload: body,
      })
    const strangers = Array.from({ length: 2_000 }, (_, at) =>
      post(randomBytes(32).toString('hex'), garbage(), `203.0.113.${at % 8}`),
    )
    const own = Array.from({ length: 20 }, () => post(toRelayToken(qr.key), garbage(), '203.0.113.99'))
    const [answers] = await Promise.all([
      Promise.all([...strangers, ...own]),
      claimOverRelay(here, qr, wallet),
    ])
    const seen = new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))
    expect(seen).toEqual(new Set(['200 AA==']))
    expect(await didOf(here, qr)).toBe(toAccountDid(wallet.identity))
  })

  it('while someone sends a frame so slowly that it never ends', async () => {
    const slow = connect(Number(new URL(here.origin).port), '127.0.0.1')
    slow.on('error', () => {})
    const head = 'host: x\r\ncontent-type: text/plain\r\ncontent-length: 1000'
    slow.write(`POST /wallet/${'ab'.repeat(32)} HTTP/1.1\r\n${head}\r\n\r\nabc`)
    const qr = await openQr(here)
    await claimOverRelay(here, qr, makeWallet())
    expect((await look(here, qr)).status).toBe('done')
    slow.destroy()
  })

  it('only with the QR that is open: a cancelled one takes nobody in', async () => {
    const qr = await openQr(here)
    await cancelClaim({ ctx: contextAt(here), input: { id: qr.view.id }, opener: qr.opener })
    await expect(claimOverRelay(here, qr, makeWallet())).rejects.toThrow('ended the exchange')
    await expect(connectPeerWallet(here.origin, addressOf(qr.key))).rejects.toThrow('Scan a new one')
    expect(await didOf(here, qr)).toBeNull()
  })

  it('elsewhere, when a server stops in the middle', async () => {
    const stopping = await openDoor(open())
    const qr = await openQr(here)
    const wallet = makeWallet()
    const { connected } = await beginOverPeer({ origin: stopping.origin, key: qr.key, wallet })
    expect((await look(here, qr)).status).toBe('connected')
    await stopping.server.close()
    await connected.channel.closed
    const view = await untilStatus(here, qr, 'open')
    expect(view.notice).toBe('wallet_did_not_finish')
    await claimOverData(here, qr, wallet)
  })

  it('and nothing of what opens it is in the log', async () => {
    const qr = await openQr(here)
    await claimOverData(here, qr, makeWallet())
    const { receiver, initiator } = addressOf(qr.key)
    const log = here.server.logLines.join('')
    for (const secret of [qr.key, receiver, initiator, toRelayToken(qr.key)])
      expect(log).not.toContain(secret)
  })
})
