import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { getPublicLink } from '../claims/get-public-link.ts'
import { startClaimByLink } from '../claims/start-claim-by-link.ts'
import type { Context } from '../context.ts'
import { grantCapability } from '../grants/grant-capability.ts'
import { makeRealm, newBrowser, runExchange, scan } from '../testing/index.ts'
import { openInvitationWorld } from '../testing/invitation-world.ts'
import { getUser } from '../users/get-user.ts'
import { invite } from './invite.ts'
import { listInvitations } from './list-invitations.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const PATIENCE_MS = 120_000

/** What the QR says that the holder of a link gets to see. */
async function openLink(ctx: Context, token: string): Promise<string> {
  const view = await startClaimByLink({ ctx, input: { token }, opener: newBrowser() })
  return view.qr[0]?.text ?? ''
}

describeEachEngine('whoever holds the link of an invitation', (open) => {
  test('claims the account with role and realms, and may hold capabilities from then on', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const realmId = await makeRealm(open(), 'Invited')
    const input = { email: 'ada@accept.example', name: 'Ada', role: 'operator' as const, realmIds: [realmId] }
    const { id, userId } = await invite({ ctx, input })
    const grant = () => grantCapability({ ctx, input: { userId, capability: 'read:all' } })
    await expect(grant()).rejects.toMatchObject({ code: 'not_claimed' })
    const token = await world.tokenOf(id)
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({
      kind: 'invitation',
      state: 'open',
      name: 'Ada',
      sentBy: 'Test Owner',
    })
    expect(await runExchange({ ctx, qr: await openLink(ctx, token) })).toBe(true)

    const person = await getUser({ ctx, input: { id: userId } })
    expect(person).toMatchObject({ role: 'operator', registeredAt: ctx.now().toISOString() })
    expect(person.realms.map((realm) => realm.id)).toEqual([realmId])
    const { items } = await listInvitations({ ctx, input: { state: 'accepted', search: 'ada@accept' } })
    expect(items).toMatchObject([
      { id, acceptedAt: ctx.now().toISOString(), message: { status: 'cancelled' } },
    ])
    expect((await grant()).state).toBe('active')
    expect(await getPublicLink({ ctx, input: { token } })).toMatchObject({ state: 'spent', name: null })
    for (const act of [resendInvitation, revokeInvitation]) {
      await expect(act({ ctx, input: { id } })).rejects.toMatchObject({ code: 'already_claimed' })
    }
    await expect(invite({ ctx, input })).rejects.toMatchObject({ code: 'already_claimed' })
    const types = await world.eventsOf(userId)
    expect(types).toEqual(expect.arrayContaining(['claim.completed', 'invitation.accepted', 'grant.given']))
  })

  test('comes in by the newest link alone', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { id } = await invite({ ctx, input: { email: 'bo@accept.example', name: 'Bo' } })
    const old = await world.tokenOf(id)
    const phone = scan({ ctx, qr: await openLink(ctx, old) })
    await phone.start()
    await resendInvitation({ ctx, input: { id } })
    expect(await phone.finish()).toMatchObject({ kind: 'refused' })
    await expect(openLink(ctx, old)).rejects.toMatchObject({ code: 'not_found' })
    expect(await runExchange({ ctx, qr: await openLink(ctx, await world.tokenOf(id)) })).toBe(true)
  })

  test('does not come in once it was revoked or has expired', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const late = await invite({ ctx, input: { email: 'cy@accept.example', name: 'Cy' } })
    const token = await world.tokenOf(late.id)
    world.pass(7 * 86_400_000)
    await expect(openLink(ctx, token)).rejects.toMatchObject({ code: 'link_ended' })
    const gone = await invite({ ctx, input: { email: 'di@accept.example', name: 'Di' } })
    const dead = await world.tokenOf(gone.id)
    const qr = await openLink(ctx, dead)
    expect((await revokeInvitation({ ctx, input: { id: gone.id } })).userDeleted).toBe(true)
    expect(await runExchange({ ctx, qr })).toBe(false)
    await expect(openLink(ctx, dead)).rejects.toMatchObject({ code: 'not_found' })
  })

  test(
    'and whoever revokes it at that moment: one of them has it their way',
    async () => {
      const world = await openInvitationWorld(open())
      const { ctx } = world
      for (let round = 0; round < 12; round++) {
        const email = `race-${round}@accept.example`
        const { id, userId } = await invite({ ctx, input: { email, name: 'Race' } })
        const phone = scan({ ctx, qr: await openLink(ctx, await world.tokenOf(id)) })
        await phone.start()
        const [last, revoked] = await Promise.allSettled([
          phone.finish(),
          revokeInvitation({ ctx, input: { id } }),
        ])
        const claimed = last.status === 'fulfilled' && last.value.kind === 'reply'
        const person = await open().client.user.findUnique({ where: { id: userId } })
        if (claimed) {
          expect(person?.did).not.toBeNull()
          expect(revoked).toMatchObject({ status: 'rejected', reason: { code: 'already_claimed' } })
        } else {
          expect(person).toBeNull()
          expect(revoked).toMatchObject({ status: 'fulfilled', value: { userDeleted: true } })
        }
      }
    },
    PATIENCE_MS,
  )
})
