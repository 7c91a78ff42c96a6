import { describeEachEngine } from '@rollcall/db/testing'
import { toAccountDid } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import {
  createTestContext,
  makeWallet,
  newSession,
  openClaimWorld,
  runExchange,
  scan,
  TEST_NOW,
} from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { cancelClaim } from './cancel-claim.ts'
import { startClaim } from './start-claim.ts'

const over = { kind: 'refused', stranger: false }

describeEachEngine('claims at the same time', (open) => {
  test('fifty QRs opened at once leave one open', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const id = await world.person()
    const opener = newSession()
    const views = await Promise.all(
      Array.from({ length: 50 }, () => startClaim({ ctx: world.ctx, input: { userId: id }, opener })),
    )
    expect(new Set(views.map((view) => view.id)).size).toBe(50)
    const rows = await db.client.walletSession.findMany({ where: { userId: id } })
    const live = rows.filter((row) => row.status === 'open')
    expect(live).toHaveLength(1)
    expect(rows.filter((row) => row.status === 'cancelled' && row.keySealed === null)).toHaveLength(49)
    const events = await world.eventsOf(id)
    expect(events.filter((event) => event.type === 'claim.opened')).toHaveLength(50)
    expect(events.filter((event) => event.type === 'claim.ended')).toHaveLength(49)
    const last = views.find((view) => view.id === live[0]?.id)
    expect(await runExchange({ ctx: world.ctx, qr: last?.qrText ?? '' })).toBe(true)
  }, 120_000)

  test('of two wallets at one QR, the one that was answered last may finish', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { qrText: qr, id: sessionId } = await world.open(id)
    const early = scan({ ctx: world.ctx, qr, channel: 'early' })
    const late = scan({ ctx: world.ctx, qr, channel: 'late' })
    expect(await early.start()).toMatchObject({ kind: 'reply' })
    expect(await late.start()).toMatchObject({ kind: 'reply' })
    expect(await early.finish()).toEqual(over)
    expect(await world.row(sessionId)).toMatchObject({ status: 'connected', channel: 'late' })
    expect(await late.finish()).toMatchObject({ kind: 'reply', done: true })
    expect(await early.finish()).toEqual(over)
    expect((await world.user(id)).did).toBe(toAccountDid(late.wallet.identity))
  })

  test('many wallets that race at one QR leave at most one with the account', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { qrText: qr } = await world.open(id)
    const wallets = Array.from({ length: 5 }, (_, n) => scan({ ctx: world.ctx, qr, channel: `channel-${n}` }))
    const through = await Promise.all(
      wallets.map(async (one) => {
        const first = await one.start()
        return first.kind === 'reply' && one.accepts(await one.finish()) ? [one] : []
      }),
    )
    const winners = through.flat()
    expect(winners.length).toBeLessThanOrEqual(1)
    const { did } = await world.user(id)
    expect(did).toBe(winners[0] ? toAccountDid(winners[0].wallet.identity) : null)
    const done = (await world.eventsOf(id)).filter((event) => event.type === 'claim.completed')
    expect(done).toHaveLength(winners.length)
  })

  test('the same last message twenty times at once counts once', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { qrText: qr } = await world.open(id)
    const phone = scan({ ctx: world.ctx, qr })
    await phone.start()
    const frame = phone.seal()
    const answers = await Promise.all(Array.from({ length: 20 }, () => phone.post(frame)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ kind: 'reply', done: true })
    const done = (await world.eventsOf(id)).filter((event) => event.type === 'claim.completed')
    expect(done).toHaveLength(1)
  })

  test('one wallet that answers many QRs at once gets one account, and administrators hear of the rest', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const wallet = makeWallet()
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, n) => world.person({ name: `Person ${n}` })),
    )
    const scans = await Promise.all(
      people.map(async (id) => {
        const { qrText: qr, id: sessionId } = await world.open(id)
        const phone = scan({ ctx: world.ctx, qr, wallet })
        await phone.start()
        return { id, sessionId, phone }
      }),
    )
    const answers = await Promise.all(scans.map(({ phone }) => phone.finish()))
    expect(answers.filter((answer) => answer.kind === 'reply')).toHaveLength(1)
    const did = toAccountDid(wallet.identity)
    const holders = await db.client.user.findMany({ where: { did } })
    expect(holders).toHaveLength(1)
    for (const { id, sessionId } of scans) {
      if (id === holders[0]?.id) continue
      expect(await world.row(sessionId)).toMatchObject({
        status: 'failed',
        failureCode: 'did-taken',
        did: null,
      })
      expect(await world.user(id)).toMatchObject({ did: null, claimedAt: null, registeredAt: null })
      expect((await world.eventsOf(id)).at(-1)).toMatchObject({
        type: 'claim.did_taken',
        actor: { kind: 'wallet', id: did },
        data: { holder: holders[0]?.name, holderId: holders[0]?.id, did, sessionId },
      })
    }
  })

  test('an exchange begun at one server ends at another', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const other = createTestContext(db)
    for (const channel of [undefined, 'one']) {
      const id = await world.person()
      const { qrText: qr } = await world.open(id)
      const phone = scan({ ctx: world.ctx, qr, ...(channel !== undefined && { channel }) })
      await phone.start()
      expect(phone.accepts(await phone.finish(other))).toBe(true)
      expect((await world.user(id)).did).toBe(toAccountDid(phone.wallet.identity))
    }
  })

  test('disabling in the middle wins, and so does whoever comes first at the same instant', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const { qrText: qr, id: sessionId } = await world.open(id)
    const phone = scan({ ctx, qr })
    await phone.start()
    await updateUser({ ctx, input: { id, status: 'disabled' } })
    expect(await world.row(sessionId)).toMatchObject({ status: 'cancelled', keySealed: null, step1: null })
    expect(await phone.finish()).toEqual(over)
    expect((await world.user(id)).did).toBeNull()
    for (let round = 0; round < 5; round++) {
      const one = await world.person()
      const qrOfOne = await world.open(one)
      const racer = scan({ ctx, qr: qrOfOne.qrText })
      await racer.start()
      const disable = () => updateUser({ ctx, input: { id: one, status: 'disabled' } })
      const cancel = () => cancelClaim({ ctx, input: { id: qrOfOne.id }, opener: null })
      const [answer] = await Promise.all([racer.finish(), round % 2 === 0 ? disable() : cancel()])
      const { did } = await world.user(one)
      expect(did !== null).toBe(answer.kind === 'reply')
      expect((await world.row(qrOfOne.id)).status).toBe(did === null ? 'cancelled' : 'done')
    }
  })

  test('a QR that was shown for a lower role does not claim a higher one', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const { qrText: qr, id: sessionId } = await world.open(id)
    const phone = scan({ ctx, qr })
    await phone.start()
    await updateUser({ ctx, input: { id, role: 'admin' } })
    expect(await phone.finish()).toEqual(over)
    expect(await world.row(sessionId)).toMatchObject({ status: 'cancelled' })
    expect(await world.user(id)).toMatchObject({ did: null, role: 'admin' })
  })

  test("a QR of one person is of no use for another's account", async () => {
    const world = openClaimWorld(open())
    const mine = await world.person({ name: 'Ada' })
    const other = await world.person({ name: 'Mallory' })
    const wallet = makeWallet()
    const { qrText: qr } = await world.open(mine)
    await world.open(other)
    expect(await runExchange({ ctx: world.ctx, qr, wallet, metadata: { user: other, did: 'x' } })).toBe(true)
    expect(await world.user(mine)).toMatchObject({ did: toAccountDid(wallet.identity), name: 'Ada' })
    expect((await world.user(other)).did).toBeNull()
  })

  test('an account bound meanwhile is left alone; the same wallet is told that all is well', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const wallet = makeWallet()
    const did = toAccountDid(wallet.identity)
    const publicKey = Buffer.from(wallet.identity.id).toString('base64')
    for (const [bound, done] of [
      [{ did, publicKey }, true],
      [{ did, publicKey: 'AAAA' }, false],
      [{ did: `did:vaultys:${'0'.repeat(40)}`, publicKey }, false],
    ] as const) {
      const id = await world.person()
      const { qrText: qr, id: sessionId } = await world.open(id)
      const phone = scan({ ctx: world.ctx, qr, wallet })
      await phone.start()
      const before = { ...bound, claimedAt: TEST_NOW, registeredAt: TEST_NOW }
      await db.client.user.update({ where: { id }, data: before })
      expect((await phone.finish()).kind).toBe(done ? 'reply' : 'refused')
      expect(await world.user(id)).toMatchObject(before)
      expect((await world.eventsOf(id)).map((event) => event.type)).not.toContain('claim.completed')
      expect((await world.row(sessionId)).status).toBe(done ? 'done' : 'failed')
      await db.client.user.delete({ where: { id } })
    }
  })
})
