import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { makeWallet, newBrowser, openClaimWorld, runExchange, scan } from '../testing/index.ts'
import { expireWalletSessions } from './expire-wallet-sessions.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describeEachEngine('the sweep of wallet sessions', (open) => {
  test('writes down what time has done, once, whoever sweeps', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const people = await Promise.all([1, 2, 3].map(() => world.person()))
    const [late = '', unfinished = '', fresh = ''] = people
    const old = await world.open(late)
    const login = await world.signIn()
    world.pass(3 * MINUTE)
    const waiting = await world.open(unfinished)
    await scan({ ctx, qr: waiting.qrText, channel: 'one' }).start()
    const kept = await world.open(fresh)
    world.pass(MINUTE)
    const ended = await Promise.all([1, 2, 3].map(() => expireWalletSessions({ ctx })))
    expect(ended.reduce((sum, one) => sum + one, 0)).toBe(2)
    expect(await world.row(old.id)).toMatchObject({
      status: 'expired',
      keySealed: null,
      finishedAt: old && new Date(old.expiresAt),
    })
    expect(await world.row(login.id)).toMatchObject({ status: 'expired', keySealed: null })
    expect(await world.row(waiting.id)).toMatchObject({
      status: 'open',
      notice: 'wallet_did_not_finish',
      step1: null,
      channel: null,
      attempts: 1,
    })
    expect(await world.row(kept.id)).toMatchObject({ status: 'open', version: 0 })
    expect((await world.eventsOf(late)).map((event) => event.type)).toEqual(['claim.opened', 'claim.ended'])
    expect(await expireWalletSessions({ ctx })).toBe(0)
  })

  test('ends a QR whose fifth wallet did not finish', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { qrText: qr, id: sessionId } = await world.open(id)
    for (let n = 0; n < 5; n++) await scan({ ctx: world.ctx, qr, channel: `channel-${n}` }).start()
    world.pass(MINUTE)
    await expireWalletSessions({ ctx: world.ctx })
    expect(await world.row(sessionId)).toMatchObject({ status: 'failed', failureCode: 'too-many-attempts' })
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({ type: 'claim.refused' })
  })

  test('forgets sign-ins that led nowhere after an hour, and keeps claims with what proves them', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const wallet = makeWallet()
    const userId = await world.claimed(wallet)
    const claim = await db.client.walletSession.findFirstOrThrow({ where: { userId } })
    const unused = await world.signIn()
    const uncollected = await world.signIn()
    await runExchange({ ctx, qr: uncollected.qrText, wallet })
    const used = await world.signIn(newBrowser())
    await runExchange({ ctx, qr: used.qrText, wallet })
    await db.client.walletSession.update({ where: { id: used.id }, data: { collectedAt: ctx.now() } })
    const here = async () => {
      const ids = [claim.id, unused.id, uncollected.id, used.id]
      const rows = await db.client.walletSession.findMany({ where: { id: { in: ids } } })
      return ids.map((id) => rows.some((row) => row.id === id))
    }
    expect((await world.row(claim.id)).step1).not.toBeNull()
    world.pass(HOUR)
    await expireWalletSessions({ ctx })
    expect(await here()).toEqual([true, true, true, true])
    world.pass(1)
    await expireWalletSessions({ ctx })
    expect(await here()).toEqual([true, false, false, true])
    world.pass(30 * 24 * HOUR)
    await expireWalletSessions({ ctx })
    expect(await here()).toEqual([true, false, false, false])
    expect(await world.row(claim.id)).toMatchObject({
      certificate: claim.certificate,
      did: claim.did,
      step1: null,
    })
  })
})
