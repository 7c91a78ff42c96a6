import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { openInvitationWorld } from '../testing/invitation-world.ts'
import { updateUser } from '../users/update-user.ts'
import { invite } from './invite.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

/** The embedded database does all of it one after the other. */
const PATIENCE_MS = 120_000
const TWENTY = Array.from({ length: 20 }, (_, index) => index)

describeEachEngine('at the same moment', (open) => {
  test(
    'twenty invitations of one address make one person with one link and one message',
    async () => {
      const world = await openInvitationWorld(open())
      const { ctx } = world
      const { client } = open()
      const views = await Promise.all(
        TWENTY.map((index) =>
          invite({
            ctx,
            input: { email: index % 2 ? 'many@once.example' : 'MANY@once.example', name: `Many ${index}` },
          }),
        ),
      )
      expect(new Set(views.map((view) => view.id)).size).toBe(1)
      expect(await client.user.count({ where: { emailKey: 'many@once.example' } })).toBe(1)
      const id = views[0]?.id ?? ''
      expect((await world.waitingTokens(id)).map((one) => one.opens)).toEqual([true])
      const waiting = await client.email.count({ where: { invitationId: id, status: 'queued' } })
      expect(waiting).toBe(1)
      const sent = await client.event.findMany({ where: { type: 'invitation.sent' }, orderBy: { id: 'asc' } })
      expect(sent.map((event) => event.data)).toMatchObject(TWENTY.map((index) => ({ again: index > 0 })))
    },
    PATIENCE_MS,
  )

  test(
    'invitations of different addresses do not get into each other’s way',
    async () => {
      const { ctx } = await openInvitationWorld(open())
      const views = await Promise.all(
        TWENTY.map((index) =>
          invite({ ctx, input: { email: `one-${index}@once.example`, name: `One ${index}` } }),
        ),
      )
      expect(new Set(views.map((view) => view.userId)).size).toBe(20)
    },
    PATIENCE_MS,
  )

  test(
    'an invitation sent again twenty times has one link',
    async () => {
      const world = await openInvitationWorld(open())
      const { ctx } = world
      const { id } = await invite({ ctx, input: { email: 'again@once.example', name: 'Again' } })
      await Promise.all(TWENTY.map(() => resendInvitation({ ctx, input: { id } })))
      expect((await world.waitingTokens(id)).map((one) => one.opens)).toEqual([true])
    },
    PATIENCE_MS,
  )

  test(
    'revoking, sending again, inviting and editing one person end in something that holds together',
    async () => {
      const world = await openInvitationWorld(open())
      const { ctx } = world
      const { client } = open()
      const input = { email: 'mixed@once.example', name: 'Mixed' }
      const { id, userId } = await invite({ ctx, input })
      const acts = [
        () => revokeInvitation({ ctx, input: { id } }),
        () => resendInvitation({ ctx, input: { id } }),
        () => invite({ ctx, input }),
        () => updateUser({ ctx, input: { id: userId, role: 'operator' } }),
      ]
      const calls = [1, 2, 3, 4, 5].flatMap(() => acts)
      const results = await Promise.allSettled<unknown>(calls.map((call) => call()))
      const codes = results.flatMap((result) =>
        result.status === 'rejected' ? [String(result.reason.code)] : [],
      )
      expect(codes.filter((code) => code !== 'not_found')).toEqual([])
      const people = await client.user.findMany({
        where: { emailKey: 'mixed@once.example' },
        select: { invitations: { select: { id: true, revokedAt: true } } },
      })
      expect(people.length).toBeLessThanOrEqual(1)
      for (const invitation of people.flatMap((person) => person.invitations)) {
        expect(invitation.revokedAt).toBeNull()
        expect((await world.waitingTokens(invitation.id)).map((one) => one.opens)).toEqual([true])
      }
      expect(await client.email.count({ where: { recipient: input.email, invitationId: null } })).toBe(0)
    },
    PATIENCE_MS,
  )
})
