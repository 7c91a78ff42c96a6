import { describeEachEngine } from '@rollcall/db/testing'
import { parseLink, sealFrame, toAccountDid, toRelayToken } from '@rollcall/vaultysid'
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeWallet, newSession, openClaimWorld, runExchange, scan } from '../testing/index.ts'
import { getClaim } from './get-claim.ts'
import { receiveFrame } from './receive-frame.ts'
import { walletLeft } from './wallet-left.ts'

const over = { kind: 'refused', stranger: false }
const stranger = { kind: 'refused', stranger: true }

describeEachEngine('hostile frames', (open) => {
  async function openQr() {
    const world = openClaimWorld(open())
    const id = await world.person()
    const opener = newSession()
    const view = await world.open(id, opener)
    const see = () => getClaim({ ctx: world.ctx, input: { id: view.id }, opener })
    return { world, id, view, see, qr: view.qrText, ctx: world.ctx, row: () => world.row(view.id) }
  }

  test('our own identity is not taken for a wallet, in either version', async () => {
    for (const version of [0, 1] as const) {
      const { ctx, qr, id, world, row } = await openQr()
      const ourselves = await ctx.wallet.identity()
      const mirror = scan({ ctx, qr, wallet: ourselves, version })
      expect(await mirror.start()).toEqual(over)
      expect(await row()).toMatchObject({ status: 'failed', failureCode: 'self-identity', keySealed: null })
      expect((await world.user(id)).did).toBeNull()
    }
  })

  test('machines and organizations do not claim, whatever they sign', async () => {
    for (const type of [0, 2] as const) {
      const { ctx, qr, id, see, world, row } = await openQr()
      expect(await runExchange({ ctx, qr, wallet: makeWallet({ type }) })).toBe(false)
      expect(await row()).toMatchObject({ status: 'failed', failureCode: 'not-a-person' })
      expect(await see()).toMatchObject({ status: 'failed', refusal: 'rejected', fingerprint: null })
      expect(await world.eventsOf(id)).toMatchObject([
        { type: 'claim.opened' },
        { type: 'claim.refused', actor: { kind: 'wallet', id: null }, data: { code: 'not-a-person' } },
      ])
    }
  })

  test('an old last message is not accepted by a new QR, nor by the same one', async () => {
    const old = await openQr()
    const phone = scan({ ctx: old.ctx, qr: old.qr })
    await phone.start()
    expect(phone.accepts(await phone.finish())).toBe(true)
    const { certificate } = await old.row()
    const { ctx, qr, id, world, row } = await openQr()
    expect(await scan({ ctx, qr }).send(certificate ?? new Uint8Array())).toEqual(over)
    expect(await row()).toMatchObject({ status: 'failed', failureCode: 'unexpected-state', did: null })
    const next = await openQr()
    const first = scan({ ctx: next.ctx, qr: next.qr, wallet: phone.wallet })
    await first.start()
    expect(await first.send(certificate ?? new Uint8Array())).toEqual(over)
    expect((await next.row()).failureCode).toMatch(/-changed$/)
    expect((await world.user(id)).did).toBeNull()
    expect((await next.world.user(next.id)).did).toBeNull()
  })

  test('a wrong clock leaves the QR as it is and says so', async () => {
    const { world, ctx, qr, id, see, view } = await openQr()
    for (const minutes of [-1, 1, 600]) {
      const answer = await scan({ ctx, qr, ahead: minutes * 60_000 }).start()
      expect(answer).toEqual(over)
      expect(await see()).toMatchObject({ status: 'open', notice: 'check_clock', refusal: null, qr: view.qr })
    }
    const wallet = makeWallet()
    expect(await runExchange({ ctx, qr, wallet })).toBe(true)
    expect((await world.user(id)).did).toBe(toAccountDid(wallet.identity))
  })

  test('naming a wallet proves nothing: who stops before signing gets nothing', async () => {
    const { world, ctx, qr, id, see, row } = await openQr()
    const victim = makeWallet()
    const forger = scan({ ctx, qr, wallet: victim })
    expect(await forger.start()).toMatchObject({ kind: 'reply', done: false })
    for (const ms of [1, 5_000, 54_000]) {
      world.pass(ms)
      expect(await row()).toMatchObject({ status: 'connected', did: null, fingerprint: null })
    }
    world.pass(1_000)
    expect(await see()).toMatchObject({ status: 'open', notice: 'wallet_did_not_finish', fingerprint: null })
    expect(await forger.finish()).toEqual(over)
    expect(await see()).toMatchObject({ status: 'open', notice: 'wallet_did_not_finish' })
    expect((await world.user(id)).did).toBeNull()
    expect((await see()).status).toBe('open')
    const again = await see()
    expect('qr' in again && again.qr.map((one) => one.form)).toEqual(['relay', 'peer'])
    expect(await runExchange({ ctx, qr })).toBe(true)
  })

  test('the answer sent back, and a second first message on one connection, end the exchange', async () => {
    for (const what of ['echo', 'again', 'garbage', 'nothing'] as const) {
      const { ctx, qr, row, id, world } = await openQr()
      const phone = scan({ ctx, qr, channel: 'one' })
      await phone.start()
      const frames = {
        echo: () => phone.send(phone.step1 ?? new Uint8Array()),
        again: () => phone.post(phone.sent[0] ?? ''),
        garbage: () => phone.send(new Uint8Array(randomBytes(300))),
        nothing: () => phone.send(Uint8Array.of(0)),
      }
      expect(await frames[what]()).toEqual(over)
      expect(await row()).toMatchObject({ status: 'failed', did: null, keySealed: null, step1: null })
      expect(await phone.finish()).toEqual(over)
      expect((await world.user(id)).did).toBeNull()
    }
  })

  test('over the relay a wallet begins again at once, and what it replaced does no harm', async () => {
    const { world, ctx, qr, id, row } = await openQr()
    const first = scan({ ctx, qr, channel: 'relay' })
    await first.start()
    const wallet = makeWallet()
    const second = scan({ ctx, qr, wallet, channel: 'relay' })
    expect(await second.start()).toMatchObject({ kind: 'reply', done: false })
    expect(await first.finish()).toEqual(over)
    expect(await row()).toMatchObject({ status: 'connected', attempts: 2, did: null })
    expect(await second.finish()).toMatchObject({ kind: 'reply', done: true })
    expect((await world.user(id)).did).toBe(toAccountDid(wallet.identity))
  })

  test('a wallet that lost its connection begins again, five times in all', async () => {
    const { ctx, qr, see, row, view } = await openQr()
    for (let attempt = 1; attempt <= 5; attempt++) {
      const phone = scan({ ctx, qr, channel: `channel-${attempt}` })
      expect(await phone.start()).toMatchObject({ kind: 'reply' })
      expect(await row()).toMatchObject({
        status: 'connected',
        attempts: attempt,
        channel: `channel-${attempt}`,
      })
      if (attempt % 2 === 0) continue
      await walletLeft({ ctx, sessionId: view.id, channel: 'another' })
      expect((await row()).status).toBe('connected')
      await walletLeft({ ctx, sessionId: view.id, channel: `channel-${attempt}` })
      if (attempt < 5) expect(await see()).toMatchObject({ status: 'open', notice: 'wallet_did_not_finish' })
    }
    expect(await see()).toMatchObject({ status: 'failed', refusal: 'too_many_attempts' })
    expect(await scan({ ctx, qr, channel: 'channel-6' }).start()).toEqual(over)
  })

  test('what cannot be unsealed changes nothing, however much of it comes', async () => {
    const { ctx, qr, row, id, world } = await openQr()
    const phone = scan({ ctx, qr })
    await phone.start()
    const before = await row()
    const [good = ''] = phone.sent
    const frames = [
      '',
      'AA==',
      '\u0000',
      '!'.repeat(60),
      `${good} `,
      good.slice(0, -4),
      'A'.repeat(64 * 1024),
      'A'.repeat(64 * 1024 + 4),
      randomBytes(1_000_000).toString('base64'),
      sealFrame({ key: 'f'.repeat(64), message: Uint8Array.of(1), nonce: new Uint8Array(24) }),
    ]
    for (const frame of frames) expect(await phone.post(frame)).toEqual(stranger)
    for (let left = 2_000; left > 0; left -= 100) {
      const many = Array.from({ length: 100 }, () => phone.post(randomBytes(200).toString('base64')))
      for (const answer of await Promise.all(many)) expect(answer).toEqual(stranger)
    }
    expect(await row()).toEqual(before)
    expect(phone.accepts(await phone.finish())).toBe(true)
    expect((await world.user(id)).did).toBe(toAccountDid(phone.wallet.identity))
  })

  test('a session that is not there answers like one that is over', async () => {
    const { ctx, qr } = await openQr()
    const { key } = parseLink(qr)
    const frame = sealFrame({ key, message: Uint8Array.of(1), nonce: new Uint8Array(24) })
    for (const token of [
      '',
      'x',
      '\u0000',
      `${toRelayToken(key)}0`,
      'f'.repeat(64),
      toRelayToken(key).toUpperCase(),
    ]) {
      const call = { ctx, frame, channel: 'relay' }
      expect(await receiveFrame({ ...call, to: { relayToken: token } })).toEqual(over)
      expect(await receiveFrame({ ...call, to: { receiverPeer: token } })).toEqual(over)
    }
  })

  test('large messages of the right key are refused without harm', async () => {
    const { ctx, qr, row } = await openQr()
    const phone = scan({ ctx, qr })
    expect(await phone.send(new Uint8Array(49_000))).toEqual(over)
    expect(await row()).toMatchObject({ status: 'failed', failureCode: 'malformed' })
    const next = await openQr()
    expect(await scan({ ctx, qr: next.qr }).send(new Uint8Array(50_000))).toEqual(stranger)
    expect(await next.row()).toMatchObject({ status: 'open' })
  })
})
