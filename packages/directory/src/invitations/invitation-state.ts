import type { InvitationState } from '@rollcall/vocabulary'

export interface InvitationTimes {
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly revokedAt: Date | null
}

/** What an invitation is worth at `now`. Nobody writes that one has expired: its time says so. */
export function toInvitationState(times: InvitationTimes, now: Date): InvitationState {
  if (times.acceptedAt !== null) return 'accepted'
  if (times.revokedAt !== null) return 'revoked'
  return times.expiresAt <= now ? 'expired' : 'pending'
}
