import { describeEachEngine } from '@rollcall/db/testing'
import { parseLink, toAccountDid, toFingerprint } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import { makeWallet, newBrowser, newSession, openClaimWorld, scan, runExchange } from '../testing/index.ts'
import { updateUser } from '../users/update-user.ts'
import { collectLogin } from './collect-login.ts'
import { getClaim } from './get-claim.ts'
import { getWalletSession } from './get-wallet-session.ts'
import type { Opener } from './opener.ts'

const MINUTE = 60_000

describeEachEngine('signing in with a wallet', (open) => {
  const world = () => {
    const made = openClaimWorld(open())
    const collect = (id: string, opener: Opener) =>
      open().change((tx, emit) => collectLogin({ ctx: made.ctx, tx, emit, id, opener }))
    return { ...made, collect }
  }

  test('finds the person whose wallet it is, once, for the browser that showed the QR', async () => {
    const { ctx, claimed, signIn, collect } = world()
    const wallet = makeWallet()
    const userId = await claimed(wallet, { name: 'Ada Lovelace', role: 'manager' })
    const { id, qrText, opener } = await signIn()
    const session = await getWalletSession({ ctx, input: { id }, opener })
    expect(session).toMatchObject({ purpose: 'login', status: 'open' })
    expect(parseLink(qrText)).toMatchObject({ kind: 'peer', service: 'auth' })
    await expect(collect(id, opener)).rejects.toMatchObject({ code: 'claim_closed', message: /No wallet/ })
    for (const version of [0, 1] as const) {
      const one = version === 1 ? { id, qrText, opener } : await signIn()
      expect(await runExchange({ ctx, qr: one.qrText, wallet, version, service: 'register' })).toBe(true)
      const done = await getWalletSession({ ctx, input: { id: one.id }, opener: one.opener })
      expect(done).toMatchObject({ status: 'done', fingerprint: toFingerprint(wallet.identity) })
      const nobody = [newBrowser(), newSession(), { kind: 'session' as const, id: one.id }]
      for (const other of nobody) {
        await expect(collect(one.id, other)).rejects.toMatchObject({ code: 'not_found' })
      }
      const person = { id: userId, name: 'Ada Lovelace', email: 'ada@contoso.example', role: 'manager' }
      expect(await collect(one.id, one.opener)).toEqual(person)
      await expect(collect(one.id, one.opener)).rejects.toMatchObject({ code: 'claim_closed' })
    }
    await expect(getClaim({ ctx, input: { id }, opener: null })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('twenty browsers with the same secret collect it once', async () => {
    const { ctx, claimed, signIn, collect } = world()
    const wallet = makeWallet()
    await claimed(wallet)
    const { id, qrText, opener } = await signIn()
    await runExchange({ ctx, qr: qrText, wallet })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => collect(id, opener)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('never makes an account for a wallet that nobody claimed with', async () => {
    const { ctx, signIn, row, collect } = world()
    const people = await open().client.user.count()
    const wallet = makeWallet()
    const { id, qrText, opener } = await signIn()
    expect(await runExchange({ ctx, qr: qrText, wallet })).toBe(false)
    expect(await open().client.user.count()).toBe(people)
    expect(await row(id)).toMatchObject({
      status: 'failed',
      failureCode: 'unknown-wallet',
      did: null,
      userId: null,
    })
    const view = await getWalletSession({ ctx, input: { id }, opener })
    expect(view).toMatchObject({ status: 'failed', refusal: 'rejected', fingerprint: null })
    await expect(collect(id, opener)).rejects.toMatchObject({ code: 'claim_closed' })
    const event = await open().client.event.findFirst({
      where: { type: 'login.refused' },
      orderBy: { id: 'desc' },
    })
    expect(event).toMatchObject({
      userId: null,
      actor: { kind: 'wallet', id: toAccountDid(wallet.identity) },
      data: { code: 'unknown-wallet', sessionId: id, fingerprint: toFingerprint(wallet.identity) },
    })
  })

  test('compares the whole key, not only its short name', async () => {
    const { ctx, claimed, signIn, row } = world()
    const wallet = makeWallet()
    const userId = await claimed(wallet)
    await open().client.user.update({ where: { id: userId }, data: { publicKey: 'AAAA' } })
    const { id, qrText } = await signIn()
    expect(await runExchange({ ctx, qr: qrText, wallet })).toBe(false)
    expect(await row(id)).toMatchObject({ status: 'failed', failureCode: 'identity-differs' })
  })

  test('does not let a disabled person in, before or after the wallet has finished', async () => {
    const { ctx, claimed, signIn, row, collect } = world()
    const wallet = makeWallet()
    const id = await claimed(wallet)
    const early = await signIn()
    expect(await runExchange({ ctx, qr: early.qrText, wallet })).toBe(true)
    await updateUser({ ctx, input: { id, status: 'disabled' } })
    await expect(collect(early.id, early.opener)).rejects.toMatchObject({ code: 'forbidden' })
    const late = await signIn()
    expect(await runExchange({ ctx, qr: late.qrText, wallet })).toBe(false)
    expect(await row(late.id)).toMatchObject({ failureCode: 'person-disabled' })
    await updateUser({ ctx, input: { id, status: 'active' } })
    expect(await collect(early.id, early.opener)).toMatchObject({ id })
  })

  test('is not for those who come by later, and a new QR of the browser ends the old', async () => {
    const { ctx, claimed, signIn, row, pass, collect } = world()
    const wallet = makeWallet()
    await claimed(wallet)
    const opener = newBrowser()
    const old = await signIn(opener)
    const other = await signIn()
    const left = await signIn(opener)
    expect(await row(old.id)).toMatchObject({ status: 'cancelled', keySealed: null })
    expect(await row(other.id)).toMatchObject({ status: 'open' })
    expect(await runExchange({ ctx, qr: old.qrText, wallet })).toBe(false)
    expect(await runExchange({ ctx, qr: left.qrText, wallet })).toBe(true)
    pass(5 * MINUTE + 1)
    await expect(collect(left.id, opener)).rejects.toMatchObject({
      code: 'claim_closed',
      message: /left too long/,
    })
  })

  test('a QR to claim with signs nobody in, and one to sign in with claims nothing', async () => {
    const { ctx, person, open: openQr, signIn, user, collect } = world()
    const id = await person()
    const opener = newBrowser()
    const claim = await openQr(id, opener)
    const wallet = makeWallet()
    expect(await runExchange({ ctx, qr: claim.qrText, wallet, service: 'auth' })).toBe(true)
    await expect(collect(claim.id, opener)).rejects.toMatchObject({ code: 'not_found' })
    const other = await person()
    const login = await signIn()
    const stranger = scan({ ctx, qr: login.qrText, service: 'register', metadata: { user: other } })
    await stranger.start()
    expect((await stranger.finish()).kind).toBe('refused')
    expect((await user(other)).did).toBeNull()
  })
})
