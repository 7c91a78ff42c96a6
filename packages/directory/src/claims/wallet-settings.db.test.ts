import { createKeyRing } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { toAccountDid } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import { createTestContext, newSession, openClaimWorld } from '../testing/index.ts'
import { getClaim } from './get-claim.ts'
import { getWalletSettings } from './get-wallet-settings.ts'
import { loadServerIdentity } from './load-server-identity.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { updateWalletSettings } from './update-wallet-settings.ts'

describeEachEngine('how wallets reach the server', (open) => {
  test('is made of defaults until someone changes it, and says who the server is', async () => {
    const ctx = createTestContext(open())
    const { identity } = await ctx.wallet.identity()
    expect(await getWalletSettings({ ctx, input: {} })).toMatchObject({
      lifetimeMinutes: 4,
      driver: 'werift',
      udpPorts: null,
      did: toAccountDid(identity),
      fingerprint: expect.stringMatching(/^00[0-9A-F]{2}( [0-9A-F]{4}){9}$/),
      peerHost: 'rollcall.example',
      peerUnavailable: null,
    })
    const nowhere = { ...ctx, wallet: { ...ctx.wallet, peerHost: null } }
    const view = await getWalletSettings({ ctx: nowhere, input: {} })
    expect(view.peerUnavailable).toMatch(/port 443/)
  })

  test('keeps passwords of servers to itself', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const turn = 'turn:ada:hunter2@turn.example.org'
    const shown = 'turn:ada:********@turn.example.org'
    const view = await updateWalletSettings({ ctx, input: { iceServers: ['stun:a.example', turn] } })
    expect(view.iceServers).toEqual(['stun:a.example', shown])
    await updateWalletSettings({ ctx, input: { iceServers: [shown], lifetimeMinutes: 2 } })
    expect(await readWalletSettings(db.client, ctx)).toMatchObject({ iceServers: [turn], lifetimeMinutes: 2 })
    await updateWalletSettings({ ctx, input: { driver: 'off' } })
    expect(await readWalletSettings(db.client, ctx)).toMatchObject({ iceServers: [turn], driver: 'off' })
    const settings = JSON.stringify(await db.client.setting.findMany())
    const events = await db.client.event.findMany({ where: { type: 'wallet_settings.changed' } })
    expect(settings + JSON.stringify(events.map(({ data }) => data))).not.toContain('hunter2')
    expect(events.map((event) => event.data)).toEqual([
      { changed: ['iceServers'] },
      { changed: expect.arrayContaining(['iceServers', 'lifetimeMinutes']) },
      { changed: ['driver'] },
    ])
    await updateWalletSettings({ ctx, input: { driver: 'off' } })
    expect(await db.client.event.count({ where: { type: 'wallet_settings.changed' } })).toBe(3)
    const stolen = updateWalletSettings({ ctx, input: { iceServers: ['turn:ada:********@evil.example'] } })
    await expect(stolen).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(updateWalletSettings({ ctx, input: { lifetimeMinutes: 16 } })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await updateWalletSettings({ ctx, input: { driver: 'werift', iceServers: [], lifetimeMinutes: 4 } })
  })

  test('decides the forms and the life of new QRs, and leaves open ones their time', async () => {
    const world = openClaimWorld(open())
    const { ctx } = world
    const before = await world.open(await world.person())
    await updateWalletSettings({ ctx, input: { driver: 'off', lifetimeMinutes: 1 } })
    const opener = newSession()
    const after = await world.open(await world.person(), opener)
    expect(after).toMatchObject({ lifetimeSeconds: 60, qr: [{ form: 'relay' }] })
    expect(after.qr).toHaveLength(1)
    world.pass(60_000)
    expect(await getClaim({ ctx, input: { id: before.id }, opener: null })).toMatchObject({ status: 'open' })
    expect(await getClaim({ ctx, input: { id: after.id }, opener })).toMatchObject({ status: 'expired' })
    await updateWalletSettings({ ctx, input: { driver: 'werift', lifetimeMinutes: 4 } })
  })

  test('many processes that start at once are one server, sealed at rest', async () => {
    const db = open()
    const ctx = createTestContext(db)
    const loaded = await Promise.all(Array.from({ length: 10 }, () => loadServerIdentity(ctx)))
    const dids = new Set(loaded.map(({ identity }) => toAccountDid(identity)))
    expect(dids.size).toBe(1)
    expect(loaded[0]?.identity).toMatchObject({ type: 0, algorithm: 'ed25519', version: 1 })
    const again = await loadServerIdentity(ctx)
    expect(again.secret).toEqual(loaded[0]?.secret)
    const stored = JSON.stringify(await db.client.setting.findMany())
    for (const encoding of ['hex', 'base64'] as const) {
      expect(stored).not.toContain(Buffer.from(again.secret.slice(-32)).toString(encoding))
    }
    const otherKey = { ...ctx, keys: createKeyRing(Buffer.alloc(32, 1).toString('base64')) }
    await expect(loadServerIdentity(otherKey)).rejects.toMatchObject({
      code: 'unavailable',
      message: /SECRET_KEY/,
    })
  })
})
