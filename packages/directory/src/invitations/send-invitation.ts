import { type Emit, hashToken, newToken, type Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import { queueInvitationEmail } from '../mail/queue-email.ts'
import { endLink } from './end-link.ts'

const DAY_MS = 24 * 3_600_000
const LIFETIME_MS = 7 * DAY_MS

export interface InvitationToSend {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly email: string
  /** Sent before: the old link stops working. */
  readonly again: boolean
}

/** Gives an invitation a new link for seven days and puts the message with it into the outbox. */
export async function sendInvitation(invitation: InvitationToSend): Promise<void> {
  const { ctx, tx, emit, id, userId, name, email, again } = invitation
  const token = newToken('ri')
  const sentAt = ctx.now()
  const expiresAt = new Date(sentAt.getTime() + LIFETIME_MS)
  const link = { tokenHash: hashToken(token), email, invitedBy: { ...ctx.actor }, sentAt, expiresAt }
  if (again) {
    await endLink({ ctx, tx, emit, invitation, why: 'A new invitation took its place.' })
    await tx.invitation.update({ where: { id }, data: { ...link, revokedAt: null }, select: { id: true } })
  } else {
    await tx.invitation.create({ data: { ...link, id, userId, createdAt: sentAt }, select: { id: true } })
  }
  const data = { name, email, invitationId: id, again, expiresAt: expiresAt.toISOString() }
  emit({ type: 'invitation.sent', actor: ctx.actor, userId, data })
  await queueInvitationEmail({ ctx, tx, emit, invitation: { id, userId, email, name, expiresAt }, token })
}
