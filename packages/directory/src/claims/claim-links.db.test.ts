import { describeEachEngine } from '@rollcall/db/testing'
import { parseLink, toAccountDid } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import { makeWallet, newBrowser, openClaimWorld, runExchange, scan } from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { getClaim } from './get-claim.ts'
import { getClaimOverview } from './get-claim-overview.ts'
import { getPublicLink } from './get-public-link.ts'
import { getWalletSession } from './get-wallet-session.ts'
import { startClaimByLink } from './start-claim-by-link.ts'

const DAY = 86_400_000

describeEachEngine('claiming by an emailed link', (open) => {
  test.each(['claim', 'invitation'] as const)('works for the holder of a link of kind %s', async (kind) => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const id = await world.person({ name: 'Ada Lovelace' })
    const { token, id: linkId } = await world.link(id, { kind })
    const other = kind === 'claim' ? null : await world.link(id)
    expect(await getPublicLink({ ctx, input: { token } })).toEqual({
      kind,
      state: 'open',
      name: 'Ada Lovelace',
      role: 'member',
      sentBy: 'Grace Hopper',
      expiresAt: new Date(ctx.now().getTime() + 7 * DAY).toISOString(),
    })
    const opener = newBrowser()
    const view = await startClaimByLink({ ctx, input: { token }, opener })
    expect(view).toMatchObject({ purpose: 'claim', status: 'open' })
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state: 'open' })
    const asStaff = await getClaim({ ctx, input: { id: view.id }, opener: null })
    expect(asStaff).toMatchObject({
      mine: false,
      qr: [],
      openedBy: expect.stringMatching(/^The holder of the/),
    })
    const wallet = makeWallet()
    expect(await runExchange({ ctx, qr: view.openInWallet ?? '', wallet })).toBe(true)
    expect(await getWalletSession({ ctx, input: { id: view.id }, opener })).toMatchObject({ status: 'done' })
    expect((await world.user(id)).did).toBe(toAccountDid(wallet.identity))
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({
      state: 'spent',
      name: null,
      role: null,
    })
    const again = startClaimByLink({ ctx, input: { token }, opener })
    await expect(again).rejects.toMatchObject({ code: 'link_ended', message: /claimed already/ })
    const types = (await world.eventsOf(id)).map((event) => event.type)
    expect(types.filter((type) => type === 'invitation.accepted')).toHaveLength(kind === 'claim' ? 0 : 1)
    if (other) {
      expect(await getPublicLink({ ctx, input: { token: other.token } })).toMatchObject({ state: 'spent' })
      expect(await db.client.invitation.findUnique({ where: { id: linkId } })).toMatchObject({
        acceptedAt: ctx.now(),
      })
    }
  })

  test('ends when a sync brings another email, because the old one may be read by anyone', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const id = await world.person()
    const { token } = await world.link(id)
    const { email } = await db.client.user.findUniqueOrThrow({ where: { id }, select: { email: true } })
    const setEmail = (next: string | null) => db.client.user.update({ where: { id }, data: { email: next } })
    for (const next of ['someone.else@example.org', null]) {
      await setEmail(next)
      expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state: 'revoked', name: null })
      const opened = startClaimByLink({ ctx, input: { token }, opener: newBrowser() })
      await expect(opened).rejects.toMatchObject({ code: 'link_ended' })
    }
    await setEmail(email?.toUpperCase() ?? null)
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state: 'open' })
  })

  test('shows the QR to the browser that opened it alone', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const { token } = await world.link(await world.person())
    const opener = newBrowser()
    const view = await startClaimByLink({ ctx, input: { token }, opener })
    expect((await getWalletSession({ ctx, input: { id: view.id }, opener })).qr).toEqual(view.qr)
    for (const other of [newBrowser(), { kind: 'session' as const, id: view.id }]) {
      const seen = getWalletSession({ ctx, input: { id: view.id }, opener: other })
      await expect(seen).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test.each([
    ['expired', { expiresAt: new Date(0) }, /too old/],
    ['revoked', { revokedAt: new Date() }, /no longer works/],
    ['spent', { spentAt: new Date() }, /claimed already/],
  ] as const)('a link that is %s says so and opens nothing', async (state, values, sentence) => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const id = await world.person()
    const { token, id: linkId } = await world.link(id)
    await db.client.claimLink.update({ where: { id: linkId }, data: values })
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state, name: null, role: null })
    const opening = startClaimByLink({ ctx, input: { token }, opener: newBrowser() })
    await expect(opening).rejects.toMatchObject({ code: 'link_ended', message: sentence })
    expect(await db.client.walletSession.count({ where: { userId: id } })).toBe(0)
  })

  test('no other token opens anything', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const { token } = await world.link(await world.person())
    for (const wrong of [`${token}x`, token.slice(0, -1), 'rc_'.padEnd(46, 'A'), token.toUpperCase()]) {
      await expect(getPublicLink({ ctx, input: { token: wrong } })).rejects.toMatchObject({
        code: 'not_found',
      })
      const opening = startClaimByLink({ ctx, input: { token: wrong }, opener: newBrowser() })
      await expect(opening).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('a disabled person cannot use any link, and not the old ones after being enabled', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const link = await world.link(id)
    const invitation = await world.link(id, { kind: 'invitation' })
    await updateUser({ ctx, input: { id, status: 'disabled' } })
    const opener = newBrowser()
    for (const { token } of [link, invitation]) {
      expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state: 'revoked' })
      const opening = startClaimByLink({ ctx, input: { token }, opener })
      await expect(opening).rejects.toMatchObject({ code: 'link_ended' })
    }
    await updateUser({ ctx, input: { id, status: 'active' } })
    expect(await getPublicLink({ ctx, input: { token: link.token } })).toMatchObject({ state: 'revoked' })
  })

  test('a new address takes the links to the old one with it, and the QR that came of them', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    const id = await world.person({ email: 'old@contoso.example' })
    const old = await world.link(id, { email: 'Old@contoso.example' })
    const invited = await world.link(id, { kind: 'invitation', email: 'old@contoso.example' })
    const kept = await world.link(id, { email: 'New@contoso.example' })
    const message = { userId: id, kind: 'claim_link', name: 'Ada', sentBy: 'Grace' }
    await db.client.email.create({ data: { ...message, claimLinkId: old.id } })
    await db.client.email.create({ data: { ...message, claimLinkId: kept.id } })
    const opener = newBrowser()
    const view = await startClaimByLink({ ctx, input: { token: old.token }, opener })
    await updateUser({ ctx, input: { id, email: 'new@contoso.example' } })
    expect(await getWalletSession({ ctx, input: { id: view.id }, opener })).toMatchObject({
      status: 'cancelled',
    })
    const state = async (token: string) => (await getPublicLink({ ctx, input: { token } })).state
    expect([await state(old.token), await state(invited.token), await state(kept.token)]).toEqual([
      'revoked',
      'revoked',
      'open',
    ])
    const queued = await db.client.email.findMany({ where: { userId: id, status: 'queued' } })
    expect(queued.map((one) => one.claimLinkId)).toEqual([kept.id])
    await updateUser({ ctx, input: { id, description: 'On leave' } })
    expect(await state(kept.token)).toBe('open')
    const { links } = await getClaimOverview({ ctx, input: { userId: id }, opener: null })
    expect(links.map((link) => [link.id, link.status])).toContainEqual([old.id, 'revoked'])
  })

  test('a link revoked or an invitation sent anew stops the wallet that is already under way', async () => {
    const db = open()
    const world = openClaimWorld(db)
    const { ctx } = world
    for (const kind of ['claim', 'invitation', 'sent anew'] as const) {
      const id = await world.person()
      const link = await world.link(id, { kind: kind === 'claim' ? 'claim' : 'invitation' })
      const view = await startClaimByLink({ ctx, input: { token: link.token }, opener: newBrowser() })
      const phone = scan({ ctx, qr: view.openInWallet ?? '' })
      await phone.start()
      world.pass(1)
      const where = { id: link.id }
      if (kind === 'claim') await db.client.claimLink.update({ where, data: { revokedAt: ctx.now() } })
      else
        await db.client.invitation.update({
          where,
          data: kind === 'invitation' ? { revokedAt: ctx.now() } : { sentAt: ctx.now() },
        })
      expect((await phone.finish()).kind).toBe('refused')
      expect(await world.row(view.id)).toMatchObject({ status: 'failed', failureCode: 'link-ended' })
      expect((await world.user(id)).did).toBeNull()
    }
  })

  test('a QR by a link and one by staff end each other', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const id = await world.person()
    const { token } = await world.link(id)
    const opener = newBrowser()
    const mine = await startClaimByLink({ ctx, input: { token }, opener })
    const theirs = await world.open(id)
    expect(await getWalletSession({ ctx, input: { id: mine.id }, opener })).toMatchObject({
      status: 'cancelled',
    })
    const again = await startClaimByLink({ ctx, input: { token }, opener })
    expect(await world.row(theirs.id)).toMatchObject({ status: 'cancelled' })
    expect(parseLink(again.openInWallet ?? '').key).not.toBe(parseLink(mine.openInWallet ?? '').key)
  })
})
