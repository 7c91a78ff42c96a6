import type { GrantState } from '@rollcall/vocabulary'

export interface GrantTimes {
  readonly expiresAt: Date | null
  readonly endedAt: Date | null
  /** `revoked`, `expired` or `disabled`; null while nobody has ended it. */
  readonly endReason: string | null
}

/** What a grant is worth at `now`, and since when it is over. Its time ends it at once, whoever notes that later. */
export function toGrantState(
  { expiresAt, endedAt, endReason }: GrantTimes,
  now: Date,
): { state: GrantState; endedAt: Date | null } {
  if (expiresAt !== null && expiresAt <= (endedAt ?? now)) return { state: 'expired', endedAt: expiresAt }
  if (endedAt === null) return { state: 'active', endedAt: null }
  return { state: endReason === 'revoked' ? 'revoked' : 'ended', endedAt }
}
