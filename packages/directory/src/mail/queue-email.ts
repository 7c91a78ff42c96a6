import type { Emit, Secret, Tx } from '@rollcall/db'
import type { EmailKind } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { sealEmailToken } from './email-token.ts'
import { requireSmtp } from './require-smtp.ts'

/** One message to put into the outbox: whom it is for and the link it carries. */
export interface NewEmail {
  readonly kind: EmailKind
  /** The row whose token the link carries: a claim link or an invitation. */
  readonly linkId: string
  readonly userId: string
  readonly recipient: string
  readonly name: string
  readonly token: Secret
  readonly expiresAt: Date
}

/** Someone waits for this one message, so it goes before the thousands of a mailing, whose times are real ones. */
const FIRST_IN_LINE = new Date(0)

interface InTransaction {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
}

/**
 * Puts a message into the outbox inside `tx`, so that it leaves if and only if the transaction commits. Refuses with
 * `email_unavailable` while no mail server is set up. The token is kept sealed until the message has gone out.
 */
export async function queueEmail({ ctx, tx, emit, email }: InTransaction & { email: NewEmail }) {
  await requireSmtp(tx)
  const id = ctx.newId()
  const now = ctx.now()
  await tx.email.create({
    data: {
      id,
      kind: email.kind,
      userId: email.userId,
      ...(email.kind === 'invitation' ? { invitationId: email.linkId } : { claimLinkId: email.linkId }),
      recipient: email.recipient,
      name: email.name,
      sentBy: ctx.actor.name,
      tokenSealed: sealEmailToken(ctx, id, email.token),
      linkExpiresAt: email.expiresAt,
      nextAttemptAt: FIRST_IN_LINE,
      createdAt: now,
    },
    select: { id: true },
  })
  await ctx.enqueueMail(tx)
  emit({
    type: 'email.queued',
    actor: ctx.actor,
    userId: email.userId,
    data: { name: email.name, kind: email.kind, recipient: email.recipient },
  })
}

/** An invitation with the token of its newest link. */
export interface InvitationToSend {
  readonly id: string
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly expiresAt: Date
}

/**
 * Queues the message of an invitation inside the transaction that made it or gave it a new token; messages of the same
 * invitation that still wait carry a dead link and are taken back.
 */
export async function queueInvitationEmail({
  ctx,
  tx,
  emit,
  invitation,
  token,
}: InTransaction & { invitation: InvitationToSend; token: Secret }): Promise<void> {
  const { id, userId, email: recipient, name, expiresAt } = invitation
  await tx.email.updateMany({
    where: { invitationId: id, status: 'queued' },
    data: { status: 'cancelled', tokenSealed: null, nextAttemptAt: null },
  })
  const email = { kind: 'invitation', linkId: id, userId, recipient, name, token, expiresAt } as const
  await queueEmail({ ctx, tx, emit, email })
}
