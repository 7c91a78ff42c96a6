import type { Emit, Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import { cancelOpenClaims } from './cancel-open-claims.ts'

/** A person inside the transaction that changes their address. */
export interface Readdressed {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly id: string
  readonly name: string
}

/**
 * Links that went to another address than `email` stop working, together with what was opened from them and the
 * messages that would carry them: the old address may be someone else's.
 */
export async function dropLinksTo(person: Readdressed, email: string | null): Promise<void> {
  const { ctx, tx, emit, id, name } = person
  const now = ctx.now()
  const elsewhere = email === null ? {} : { NOT: { email: { equals: email, mode: 'insensitive' as const } } }
  const links = await tx.claimLink.updateManyAndReturn({
    where: { userId: id, spentAt: null, revokedAt: null, ...elsewhere },
    data: { revokedAt: now },
    select: { id: true },
  })
  const invitations = await tx.invitation.updateManyAndReturn({
    where: { userId: id, acceptedAt: null, revokedAt: null, ...elsewhere },
    data: { revokedAt: now },
    select: { id: true },
  })
  const linkIds = links.map((link) => link.id)
  const invitationIds = invitations.map((invitation) => invitation.id)
  if (linkIds.length + invitationIds.length === 0) return
  const fromThem = [{ claimLinkId: { in: linkIds } }, { invitationId: { in: invitationIds } }]
  const text = 'The email address was changed.'
  await tx.email.updateMany({
    where: { status: 'queued', OR: fromThem },
    data: { status: 'cancelled', tokenSealed: null, nextAttemptAt: null, problem: text },
  })
  await cancelOpenClaims({ ctx, tx, emit }, { userId: id, OR: fromThem }, text)
  for (const invitationId of invitationIds) {
    emit({ type: 'invitation.revoked', actor: ctx.actor, userId: id, data: { name, invitationId, text } })
  }
}
