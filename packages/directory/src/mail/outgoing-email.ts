import { hashToken, type Prisma, type Secret } from '@rollcall/db'

/** What a message of the outbox needs to be sent, and whether anyone still wants it. */
export const OUTGOING_SELECT = {
  id: true,
  kind: true,
  userId: true,
  claimLinkId: true,
  mailingId: true,
  recipient: true,
  name: true,
  sentBy: true,
  tokenSealed: true,
  linkExpiresAt: true,
  user: { select: { status: true, registeredAt: true } },
  claimLink: { select: { tokenHash: true, spentAt: true, revokedAt: true } },
  invitation: { select: { tokenHash: true, acceptedAt: true, revokedAt: true } },
} as const satisfies Prisma.EmailSelect

export type OutgoingEmail = Prisma.EmailGetPayload<{ select: typeof OUTGOING_SELECT }>

/** Why a message is not worth sending any more, in a sentence; null when its link works. */
export function whyObsolete(email: OutgoingEmail, token: Secret): string | null {
  if (email.user?.status !== 'active') return 'The account was disabled before the message was sent.'
  if (email.user.registeredAt !== null) return 'The account was claimed before the message was sent.'
  const link = email.kind === 'invitation' ? email.invitation : email.claimLink
  if (!link || link.revokedAt !== null || isUsed(link)) {
    return 'The link was revoked before the message was sent.'
  }
  const isCurrent = Buffer.from(hashToken(token)).equals(Buffer.from(link.tokenHash))
  return isCurrent ? null : 'A newer link took the place of this one before the message was sent.'
}

function isUsed(link: { spentAt: Date | null } | { acceptedAt: Date | null }): boolean {
  return ('spentAt' in link ? link.spentAt : link.acceptedAt) !== null
}
