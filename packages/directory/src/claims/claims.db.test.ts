import { hashToken } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { parseLink, toAccountDid, toFingerprint, verifyCertificate } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import {
  makeConnection,
  makeIdentity,
  makeMembership,
  makeRealm,
  makeWallet,
  newSession,
  openClaimWorld,
  runExchange,
  scan,
} from '../testing/index.ts'
import { cancelClaim } from './cancel-claim.ts'
import { getClaim } from './get-claim.ts'
import { getClaimOverview } from './get-claim-overview.ts'
import { startClaim } from './start-claim.ts'

const MINUTE = 60_000

describeEachEngine('claiming an account', (open) => {
  test('binds the wallet that scanned the QR, and tells the one who shows it', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person({ name: 'Ada Lovelace' })
    const opener = newSession()
    const view = await world.open(id, opener)
    expect(view).toMatchObject({
      status: 'open',
      purpose: 'claim',
      delivery: 'qr',
      mine: true,
      openedBy: 'Test Owner',
      lifetimeSeconds: 240,
      fingerprint: null,
      refusal: null,
    })
    expect(view.qr.map((one) => one.form)).toEqual(['peer', 'relay'])
    expect(view.qr.map((one) => parseLink(one.text))).toMatchObject([
      { kind: 'peer', host: 'rollcall.example', service: 'register' },
      { kind: 'relay', url: 'https://rollcall.example/wallet', phone: false },
    ])
    expect(parseLink(view.openInWallet ?? '')).toMatchObject({ kind: 'relay', phone: true })
    const phone = scan({ ctx, qr: view.qrText })
    expect(await phone.start()).toMatchObject({ kind: 'reply', done: false })
    const during = await getClaim({ ctx, input: { id: view.id }, opener })
    expect(during).toMatchObject({ status: 'connected', fingerprint: null })
    expect((await world.user(id)).did).toBeNull()
    world.pass(20_000)
    const last = await phone.finish()
    expect(last).toMatchObject({ kind: 'reply', done: true })
    expect(phone.accepts(last)).toBe(true)

    const { identity } = phone.wallet
    const user = await world.user(id)
    expect(user).toMatchObject({
      did: toAccountDid(identity),
      publicKey: Buffer.from(identity.id).toString('base64'),
      claimedAt: ctx.now(),
      registeredAt: ctx.now(),
      updatedAt: ctx.now(),
      role: 'member',
    })
    expect(await getClaim({ ctx, input: { id: view.id }, opener })).toMatchObject({
      status: 'done',
      fingerprint: toFingerprint(identity),
      qr: [],
      openInWallet: null,
      finishedAt: ctx.now().toISOString(),
    })
    const row = await world.row(view.id)
    expect(row).toMatchObject({ keySealed: null, did: user.did, notice: null })
    expect(verifyCertificate(row.certificate ?? new Uint8Array()).wallet.id).toEqual(identity.id)
    expect((await world.eventsOf(id)).map((event) => event.type)).toEqual([
      'claim.opened',
      'claim.wallet_connected',
      'claim.completed',
    ])
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({
      actor: { kind: 'wallet', id: user.did, name: 'A wallet' },
      data: { name: 'Ada Lovelace', sessionId: view.id, fingerprint: toFingerprint(identity), did: user.did },
    })
  })

  test.each([
    [1, 'ed25519'],
    [1, 'mldsa87'],
    [1, 'hybrid'],
    [3, 'fido2-es256'],
    [3, 'fido2-eddsa'],
    [4, 'fido2-es256'],
    [4, 'fido2-eddsa'],
    [4, 'fido2-mldsa87'],
  ] as const)('works for identities of type %s with %s, in both versions', async (type, algorithm) => {
    const world = openClaimWorld(open())
    for (const version of [0, 1] as const) {
      const wallet = makeWallet({ type, algorithm })
      const id = await world.person()
      const { qrText } = await world.open(id)
      expect(await runExchange({ ctx: world.ctx, qr: qrText, wallet, version })).toBe(true)
      expect((await world.user(id)).did).toBe(toAccountDid(wallet.identity))
    }
  })

  test('keeps realms, ends links and messages, and has the next sync look again', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const connectionId = await makeConnection(db, { planEveryone: false })
    const id = await world.person()
    await makeIdentity(db, { connectionId, userId: id })
    const realmId = await makeRealm(db, 'Analysts')
    await makeMembership(db, { realmId, userId: id })
    const link = await world.link(id)
    const old = await world.link(id, { kind: 'invitation', expiresAt: new Date(0) })
    const message = {
      userId: id,
      kind: 'claim_link',
      name: 'Ada',
      sentBy: 'Grace',
      tokenSealed: hashToken('x'),
    }
    const queued = await db.client.email.create({ data: { ...message, claimLinkId: link.id } })
    const sending = await db.client.email.create({ data: { ...message, status: 'sending' } })
    const { qrText } = await world.open(id)
    expect(await runExchange({ ctx: world.ctx, qr: qrText })).toBe(true)
    expect(await db.client.realmMembership.count({ where: { userId: id, realmId } })).toBe(1)
    expect(await db.client.claimLink.findUnique({ where: { id: link.id } })).toMatchObject({
      spentAt: world.ctx.now(),
      revokedAt: null,
    })
    const invitation = await db.client.invitation.findUnique({ where: { id: old.id } })
    expect(invitation).toMatchObject({ acceptedAt: null })
    const messages = await db.client.email.findMany({ where: { userId: id } })
    expect(messages.find((one) => one.id === queued.id)).toMatchObject({
      status: 'cancelled',
      tokenSealed: null,
    })
    expect(messages.find((one) => one.id === sending.id)).toMatchObject({ status: 'sending' })
    const connection = await db.client.connection.findUniqueOrThrow({ where: { id: connectionId } })
    expect(connection.planEveryone).toBe(true)
  })

  test('a repeated last request gets the same answer and changes nothing', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { qrText, id: sessionId } = await world.open(id)
    const phone = scan({ ctx: world.ctx, qr: qrText })
    await phone.start()
    const answer = await phone.finish()
    const frame = phone.sent.at(-1) ?? ''
    const before = await world.row(sessionId)
    expect(await phone.post(frame)).toEqual(answer)
    expect(await Promise.all([phone.post(frame), phone.post(frame)])).toEqual([answer, answer])
    expect(await world.row(sessionId)).toEqual(before)
    expect((await world.eventsOf(id)).filter((event) => event.type === 'claim.completed')).toHaveLength(1)
    const [first = ''] = phone.sent
    expect(await phone.post(first)).toEqual({ kind: 'refused', stranger: false })
  })

  test('only the opener sees the QR; others see that there is one', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const opener = newSession()
    const view = await world.open(id, opener)
    for (const other of [
      null,
      newSession(),
      { kind: 'api_key' as const, id: opener.kind === 'session' ? opener.id : '' },
    ]) {
      const seen = await getClaim({ ctx, input: { id: view.id }, opener: other })
      expect(seen).toMatchObject({
        status: 'open',
        mine: false,
        qr: [],
        openInWallet: null,
        openedBy: 'Test Owner',
      })
      expect(seen).not.toHaveProperty('qrText')
    }
    const overview = await getClaimOverview({ ctx, input: { userId: id }, opener })
    expect(overview.session).toEqual(view)
    expect(overview).toMatchObject({
      links: [],
      qrBlocked: null,
      emailBlocked: expect.stringMatching(/mail server/),
    })
  })

  test('ends by itself after its time, by hand, and by another QR', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const one = await world.open(id)
    const two = await world.open(id)
    expect(await getClaim({ ctx, input: { id: one.id }, opener: null })).toMatchObject({
      status: 'cancelled',
    })
    expect(await runExchange({ ctx, qr: one.qrText })).toBe(false)
    const cancelled = await cancelClaim({ ctx, input: { id: two.id }, opener: null })
    expect(cancelled).toMatchObject({ status: 'cancelled', finishedAt: ctx.now().toISOString() })
    expect(await cancelClaim({ ctx, input: { id: two.id }, opener: null })).toEqual(cancelled)
    expect(await runExchange({ ctx, qr: two.qrText })).toBe(false)
    const three = await world.open(id)
    world.pass(4 * MINUTE - 1)
    expect(await getClaim({ ctx, input: { id: three.id }, opener: null })).toMatchObject({ status: 'open' })
    world.pass(1)
    expect(await getClaim({ ctx, input: { id: three.id }, opener: null })).toMatchObject({
      status: 'expired',
      finishedAt: three.expiresAt,
    })
    expect(await runExchange({ ctx, qr: three.qrText })).toBe(false)
    expect(await world.row(three.id)).toMatchObject({ status: 'expired', keySealed: null, did: null })
    const ends = (await world.eventsOf(id)).filter((event) => event.type === 'claim.ended')
    expect(ends.map((event) => event.data['text'])).toEqual([
      'Another QR was opened.',
      'It was cancelled.',
      'Its time was over.',
    ])
    expect((await world.user(id)).did).toBeNull()
  })

  test('is refused for people who have nothing to claim, and above the caller', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const claimed = await world.claimed(makeWallet(), { name: 'Grace Hopper' })
    const disabled = await world.person({ name: 'Mary Shaw', status: 'disabled' })
    const admin = await world.person({ name: 'Barbara Liskov', role: 'admin' })
    const opener = newSession()
    const start = (userId: string, by = ctx) => startClaim({ ctx: by, input: { userId }, opener })
    await expect(start(claimed)).rejects.toMatchObject({
      code: 'already_claimed',
      message: 'Grace Hopper has claimed the account already.',
    })
    await expect(start(disabled)).rejects.toMatchObject({ code: 'conflict', message: /disabled. Enable it/ })
    await expect(start('0199a1b0-0000-7000-8000-0000000000ff')).rejects.toMatchObject({ code: 'not_found' })
    const operator = { ...ctx, role: 'operator' as const }
    await expect(start(admin, operator)).rejects.toMatchObject({ code: 'forbidden' })
    const overview = await getClaimOverview({ ctx: operator, input: { userId: admin }, opener })
    expect(overview.qrBlocked).toMatch(/Operators cannot show the QR of an admin/)
    expect(await start(admin)).toMatchObject({ status: 'open' })
  })

  test('someone who came in with a password adds a wallet, and nobody else does it for them', async () => {
    const world = openClaimWorld(open())
    const id = await world.person({ name: 'First Owner', role: 'owner', registeredAt: new Date(0) })
    const opener = newSession()
    const start = (actorId: string | null) =>
      startClaim({
        ctx: { ...world.ctx, actor: { kind: 'user', id: actorId, name: 'First Owner' } },
        input: { userId: id },
        opener,
      })
    await expect(start(null)).rejects.toMatchObject({ code: 'already_claimed' })
    const view = await start(id)
    const wallet = makeWallet()
    expect(await runExchange({ ctx: world.ctx, qr: view.qrText ?? '', wallet })).toBe(true)
    expect(await world.user(id)).toMatchObject({
      did: toAccountDid(wallet.identity),
      registeredAt: new Date(0),
    })
    await expect(start(id)).rejects.toMatchObject({ code: 'already_claimed' })
  })

  test('lets nothing secret out', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const id = await world.person()
    const { token } = await world.link(id)
    const { qrText, id: sessionId } = await world.open(id)
    const { key } = parseLink(qrText)
    const phone = scan({ ctx, qr: qrText, channel: 'peer-1', metadata: { device: 'phone' } })
    await phone.start()
    await phone.finish()
    const view = await getClaim({ ctx, input: { id: sessionId }, opener: null })
    const events = await world.eventsOf(id)
    const row = await world.row(sessionId)
    const told = JSON.stringify([view, events.map(({ actor, data }) => [actor, data]), world.logged])
    const stored = JSON.stringify(row) + Buffer.from(row.step1 ?? []).toString('latin1')
    for (const secret of [key, token, ...phone.sent]) {
      expect(told).not.toContain(secret)
      expect(stored).not.toContain(secret)
    }
    expect(told).not.toContain('phone')
  })
})
