import type { Prisma } from '@rollcall/db'
import { actor, type InvitationView, invitationView } from '@rollcall/vocabulary'
import { REALM_REF_SELECT } from '../users/to-user-view.ts'
import { toInvitationState } from './invitation-state.ts'

/** Columns of an invitation that a view may show, with the person and the newest message; never its token. */
export const INVITATION_SELECT = {
  id: true,
  userId: true,
  email: true,
  invitedBy: true,
  createdAt: true,
  sentAt: true,
  expiresAt: true,
  acceptedAt: true,
  revokedAt: true,
  user: {
    select: {
      name: true,
      role: true,
      memberships: {
        distinct: ['realmId'],
        select: { realm: { select: REALM_REF_SELECT } },
        orderBy: { realm: { name: 'asc' } },
      },
    },
  },
  emails: { select: { status: true, problem: true }, orderBy: { id: 'desc' }, take: 1 },
} as const satisfies Prisma.InvitationSelect

export type InvitationRow = Prisma.InvitationGetPayload<{ select: typeof INVITATION_SELECT }>

/** The row as of `now`. `userDeleted` belongs to the answer of a revocation alone. */
export function toInvitationView(row: InvitationRow, now: Date, userDeleted = false): InvitationView {
  const [message] = row.emails
  return invitationView.parse({
    id: row.id,
    userId: row.userId,
    name: row.user.name,
    email: row.email,
    role: row.user.role,
    realms: row.user.memberships.map((membership) => membership.realm),
    state: toInvitationState(row, now),
    invitedBy: actor.parse(row.invitedBy).name,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    message: message ?? null,
    userDeleted,
  } satisfies Record<keyof InvitationView, unknown>)
}
