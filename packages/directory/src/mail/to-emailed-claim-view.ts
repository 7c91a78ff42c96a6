import type { Prisma } from '@rollcall/db'
import { actor, type emailedClaimStatus, type EmailedClaimView, emailedClaimView } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** Columns of an emailed link that a view may show, with the message that carried it; never its token. */
export const EMAILED_CLAIM_SELECT = {
  id: true,
  userId: true,
  email: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  spentAt: true,
  revokedAt: true,
  emails: { select: { status: true, problem: true, sentAt: true }, orderBy: { id: 'desc' }, take: 1 },
} as const satisfies Prisma.ClaimLinkSelect

export type EmailedClaimRow = Prisma.ClaimLinkGetPayload<{ select: typeof EMAILED_CLAIM_SELECT }>

/** The row as of `now`: a link whose time has passed shows as expired, whoever looked or did not look before. */
export function toEmailedClaimView(row: EmailedClaimRow, now: Date): EmailedClaimView {
  const message = row.emails[0]
  return emailedClaimView.parse({
    id: row.id,
    userId: row.userId,
    delivery: 'email',
    status: toStatus(row, now),
    email: row.email,
    problem: message?.problem ?? null,
    createdAt: row.createdAt.toISOString(),
    sentAt: message?.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    sentBy: actor.parse(row.createdBy).name,
  })
}

/** A message that could not be sent says more than the end of a link that nobody ever got. */
function toStatus(row: EmailedClaimRow, now: Date): z.infer<typeof emailedClaimStatus> {
  const message = row.emails[0]?.status
  if (row.spentAt !== null) return 'spent'
  if (row.revokedAt !== null || message === 'cancelled') return 'revoked'
  if (message === 'failed') return 'failed'
  if (row.expiresAt <= now) return 'expired'
  return message === 'queued' || message === 'sending' ? 'queued' : 'sent'
}
