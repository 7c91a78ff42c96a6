import type { ConflictReason } from '@rollcall/vocabulary'

/** A user not yet linked to this connection whose email equals the directory person's mail or user principal name. */
export interface Candidate {
  readonly userId: string
  readonly registered: boolean
  /** Another unlinked person of the same directory has this user as a candidate too. */
  readonly shared: boolean
}

/** What a person decided about an earlier conflict. */
export type Decision =
  | { readonly kind: 'link'; readonly userId: string }
  | { readonly kind: 'separate' }
  | { readonly kind: 'ignore' }

export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'link'; readonly userId: string; readonly by: 'email' | 'decision' | 'former' | 'twin' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'conflict'; readonly reason: ConflictReason; readonly candidateIds: readonly string[] }

export interface MatchInput {
  readonly candidates: readonly Candidate[]
  readonly decision: Decision | null
  /** The user this very directory object was linked to through a connection that has been deleted since. */
  readonly former: string | null
  /** The user that another connection's record of the very same directory object is linked to. */
  readonly twin: string | null
}

/**
 * Decides who an unlinked directory person is (data model and sync rules, section 3). A person's decision counts first,
 * then the same directory object, then email. Names are never compared, and someone who can already sign in is never
 * taken over by email unless the connection allows it or a person decided so.
 */
export function matchPerson(
  { candidates, decision, former, twin }: MatchInput,
  autoLinkClaimed: boolean,
): Match {
  if (decision?.kind === 'ignore') return { kind: 'ignored' }
  if (decision?.kind === 'separate') return { kind: 'none' }
  if (decision?.kind === 'link') return { kind: 'link', userId: decision.userId, by: 'decision' }
  if (former !== null) return { kind: 'link', userId: former, by: 'former' }
  if (twin !== null) return { kind: 'link', userId: twin, by: 'twin' }

  const [first, ...others] = candidates
  if (!first) return { kind: 'none' }
  const candidateIds = candidates.map((candidate) => candidate.userId)
  if (others.length > 0) return { kind: 'conflict', reason: 'several_matches', candidateIds }
  if (first.shared) return { kind: 'conflict', reason: 'shared_match', candidateIds }
  if (first.registered && !autoLinkClaimed) return { kind: 'conflict', reason: 'claimed_match', candidateIds }
  return { kind: 'link', userId: first.userId, by: 'email' }
}
