import { hashToken, newToken } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { deleteConnection } from '../connections/delete-connection.ts'
import { startUndo } from '../sync/undo/start-undo.ts'
import {
  makeWallet,
  newBrowser,
  openClaimWorld,
  openSyncWorld,
  scan,
  sourceUser,
  type SyncWorld,
} from '../testing/index.ts'
import { deleteUser } from '../users/delete-user.ts'
import { updateUser } from '../users/update-user.ts'
import { getWalletSession } from './get-wallet-session.ts'
import { startClaimByLink } from './start-claim-by-link.ts'

const far = new Date('2030-01-01T00:00:00Z')

describeEachEngine('the end of access', (open) => {
  /** Everything a person could come in by or act with, and a wallet that is about to sign. */
  async function giveAccess(userId: string) {
    const db = open()
    const world = openClaimWorld(db)
    const tokenHash = () => hashToken(newToken('t'))
    await db.client.session.create({ data: { userId, tokenHash: tokenHash(), expiresAt: far } })
    const key = { userId, name: 'Key', role: 'member', prefix: 'rk_', createdBy: 'Ada' }
    await db.client.apiKey.create({ data: { ...key, tokenHash: tokenHash() } })
    const grantedBy = { kind: 'user', id: null, name: 'Grace' }
    await db.client.capabilityGrant.create({ data: { userId, capability: 'deploy:production', grantedBy } })
    const link = await world.link(userId)
    const message = { userId, kind: 'claim_link', name: 'Ada', sentBy: 'Grace', claimLinkId: link.id }
    await db.client.email.create({ data: { ...message, tokenSealed: hashToken('x') } })
    await db.client.email.create({ data: { ...message, status: 'sent', sentAt: far } })
    const opener = newBrowser()
    const qr = await startClaimByLink({ ctx: world.ctx, input: { token: link.token }, opener })
    const phone = scan({ ctx: world.ctx, qr: qr.openInWallet ?? '' })
    await phone.start()
    return { world, phone, qr, opener, link }
  }

  async function left(userId: string) {
    const { client } = open()
    return {
      sessions: await client.session.count({ where: { userId } }),
      keys: await client.apiKey.count({ where: { userId } }),
      links: await client.claimLink.count({ where: { userId, revokedAt: null } }),
      emails: await client.email.count({ where: { userId, status: 'queued' } }),
      sent: await client.email.count({ where: { userId, status: 'sent' } }),
      grants: await client.capabilityGrant.count({ where: { userId, endedAt: null } }),
      qrs: await client.walletSession.count({ where: { userId, keySealed: { not: null } } }),
    }
  }
  const all = { sessions: 1, keys: 1, links: 1, emails: 1, sent: 1, grants: 1, qrs: 1 }
  const none = { sessions: 0, keys: 0, links: 0, emails: 0, sent: 1, grants: 0, qrs: 0 }

  async function expectEnded(userId: string, given: Awaited<ReturnType<typeof giveAccess>>) {
    const { world, phone, qr, opener } = given
    expect(await left(userId)).toEqual(none)
    expect(await phone.finish()).toEqual({ kind: 'refused', stranger: false })
    expect(await getWalletSession({ ctx: world.ctx, input: { id: qr.id }, opener })).toMatchObject({
      status: 'cancelled',
      qr: [],
    })
    const events = await world.eventsOf(userId)
    expect(events.map((event) => event.type)).toEqual(expect.arrayContaining(['claim.ended', 'grant.ended']))
    expect(events.find((event) => event.type === 'claim.ended')?.data['text']).toBe(
      'The account was disabled.',
    )
    const grant = await open().client.capabilityGrant.findFirst({ where: { userId } })
    expect(grant).toMatchObject({ endReason: 'disabled' })
    const [waiting] = await open().client.email.findMany({ where: { userId, status: 'cancelled' } })
    expect(waiting).toMatchObject({ tokenSealed: null, problem: expect.stringMatching(/disabled/) })
  }

  test('comes with disabling by hand, for that person alone', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const other = await world.person()
    const given = await giveAccess(id)
    const kept = await giveAccess(other)
    expect(await left(id)).toEqual(all)
    await updateUser({ ctx: world.ctx, input: { id, status: 'disabled' } })
    await expectEnded(id, given)
    const event = (await world.eventsOf(id)).find((one) => one.type === 'user.disabled')
    expect(event?.data).toMatchObject({ sessionsEnded: 1, keysEnded: 1, grantsEnded: 1 })
    expect(await left(other)).toEqual(all)
    expect(kept.phone.accepts(await kept.phone.finish())).toBe(true)
  })

  async function idOf(world: SyncWorld, objectId: string) {
    const found = await open().client.entraIdentity.findFirstOrThrow({
      where: { objectId, connectionId: world.connection },
    })
    return found.userId ?? ''
  }

  test('comes with a sync that disables, for those whom it disables', async () => {
    const users = [sourceUser('leaver'), sourceUser('stayer')]
    const world = await openSyncWorld(open(), { users })
    await world.sync()
    const id = await idOf(world, 'leaver')
    const stayer = await idOf(world, 'stayer')
    const given = await giveAccess(id)
    await giveAccess(stayer)
    world.source.directory.users = [sourceUser('leaver', { accountEnabled: false }), ...users.slice(1)]
    expect((await world.sync()).status).toBe('succeeded')
    await expectEnded(id, given)
    expect(await left(stayer)).toEqual(all)
  })

  test('comes with taking back a sync that had enabled someone again', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('back')] })
    await world.sync()
    world.source.directory.users = [sourceUser('back', { accountEnabled: false })]
    await world.sync()
    world.source.directory.users = [sourceUser('back')]
    const run = await world.sync()
    const id = await idOf(world, 'back')
    const given = await giveAccess(id)
    // Whoever has a history since then is left as they are; access that was given without one is not.
    await open().client.event.deleteMany({ where: { userId: id } })
    const { run: undo } = await startUndo({ ctx: world.ctx, input: { id: run.id } })
    await world.confirm(await world.work(undo.id))
    expect((await open().client.user.findUniqueOrThrow({ where: { id } })).status).toBe('disabled')
    await expectEnded(id, given)
  })

  test('comes with a connection that is deleted with its people', async () => {
    const world = await openSyncWorld(open(), { users: [sourceUser('goes')] })
    await world.sync()
    const id = await idOf(world, 'goes')
    const given = await giveAccess(id)
    await deleteConnection({ ctx: world.ctx, input: { id: world.connection, people: 'disable' } })
    await expectEnded(id, given)
  })

  test('deleting a person leaves nothing that a wallet could answer', async () => {
    const world = openClaimWorld(open())
    const id = await world.person()
    const { phone, qr } = await giveAccess(id)
    await deleteUser({ ctx: world.ctx, input: { id } })
    expect(await phone.finish()).toEqual({ kind: 'refused', stranger: false })
    expect(await open().client.walletSession.count({ where: { id: qr.id } })).toBe(0)
    const claimed = await world.claimed(makeWallet())
    await deleteUser({ ctx: world.ctx, input: { id: claimed } })
  })
})
