import type { AccountFailure } from './session-rules.ts'

/** A wallet that has proven who it is, at version 1. */
export interface ProvenWallet {
  readonly did: string
  /** The whole identity in base64: two of them could share a short name. */
  readonly publicKey: string
  /** What a person compares with the wallet. */
  readonly fingerprint: string
}

/** The person whose account is to be claimed, as they are now. */
export interface ClaimedPerson {
  readonly status: string
  readonly did: string | null
  readonly publicKey: string | null
  readonly registered: boolean
}

export interface ClaimFacts {
  readonly person: ClaimedPerson
  readonly wallet: ProvenWallet
  /** Whether someone else's account is bound to a wallet of this name. */
  readonly taken: boolean
  /** The person opened the QR in their own session, to add a wallet to an account that is theirs. */
  readonly byThemself: boolean
  /** The link or invitation that allowed the QR still stands; true for one that staff opened. */
  readonly allowed: boolean
}

export type ClaimVerdict =
  | { readonly verdict: 'bind' }
  /** Bound to this very wallet already; nothing changes. */
  | { readonly verdict: 'bound' }
  | { readonly verdict: 'refuse'; readonly code: AccountFailure }

/** Whether a wallet gets the account. Never gives one wallet two accounts, nor one account two wallets. */
export function decideClaim({ person, wallet, taken, byThemself, allowed }: ClaimFacts): ClaimVerdict {
  if (person.status !== 'active') return refuse('person-disabled')
  if (person.did === wallet.did) {
    return person.publicKey === wallet.publicKey ? { verdict: 'bound' } : refuse('identity-differs')
  }
  if (person.did !== null || (person.registered && !byThemself)) return refuse('already-claimed')
  if (!allowed) return refuse('link-ended')
  return taken ? refuse('did-taken') : { verdict: 'bind' }
}

/** Why a wallet may not sign in as the person who is bound to its name; null when it may. */
export function refuseLogin(
  person: Pick<ClaimedPerson, 'status' | 'publicKey'>,
  wallet: ProvenWallet,
): AccountFailure | null {
  if (person.publicKey !== wallet.publicKey) return 'identity-differs'
  return person.status === 'active' ? null : 'person-disabled'
}

/** What became of the account. */
export type AccountOutcome =
  | { readonly outcome: 'done'; readonly userId: string }
  | { readonly outcome: 'refused'; readonly code: AccountFailure }

function refuse(code: AccountFailure): ClaimVerdict {
  return { verdict: 'refuse', code }
}
