import { invitationId, type InvitationView, role } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { requireSmtp } from '../mail/require-smtp.ts'
import { lockInvitation, type LockedInvitation } from './lock-invited.ts'
import { readInvitationView } from './read-invitation-views.ts'
import { refuseRole } from './refuse-role.ts'
import { sendInvitation } from './send-invitation.ts'

const schema = z.object({ id: invitationId })

/**
 * A new link in place of the old one, sent to the address the person has now. Also for an invitation that has expired;
 * one that was revoked begins anew by inviting.
 */
export async function resendInvitation({ ctx, input }: Call<{ id: string }>): Promise<InvitationView> {
  const { id } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    await requireSmtp(tx)
    const { row } = await lockInvitation(tx, id)
    refuseRole(ctx.role, role.parse(row.user.role))
    const email = refuseResending(row)
    await sendInvitation({ ctx, tx, emit, id, userId: row.userId, name: row.user.name, email, again: true })
  })
  return readInvitationView(ctx, id)
}

/** The address to send to, or the refusal. */
function refuseResending({ user, acceptedAt, revokedAt }: LockedInvitation): string {
  if (acceptedAt !== null || user.registeredAt !== null) {
    throw new DirectoryError('already_claimed', `${user.name} uses the account already.`)
  }
  if (revokedAt !== null) {
    throw new DirectoryError('conflict', `This invitation was revoked. Invite ${user.name} anew instead.`)
  }
  if (user.status !== 'active') {
    throw new DirectoryError('conflict', `${user.name} is disabled. Enable the account, then send it again.`)
  }
  if (user.email === null) {
    const message = `${user.name} has no email address any more. Enter one on their page, then send it again.`
    throw new DirectoryError('conflict', message)
  }
  return user.email
}
