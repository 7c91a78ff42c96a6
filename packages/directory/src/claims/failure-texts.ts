import type { WalletRefusal } from '@rollcall/vocabulary'
import type { AccountFailure, FailureCode } from './session-rules.ts'

const ACCOUNT_TEXTS = {
  'too-many-attempts': 'Wallets answered five times and did not finish.',
  'already-claimed': 'The account was claimed with another wallet meanwhile.',
  'did-taken': 'The wallet belongs to another account.',
  'identity-differs': 'The wallet has the short name of a known one, and another key.',
  'person-disabled': 'The account is disabled.',
  'link-ended': 'The link it was opened from had stopped working.',
  'unknown-wallet': 'No account was claimed with it.',
} as const satisfies Record<AccountFailure, string>

const PROTOCOL_TEXTS: Partial<Record<FailureCode, string>> = {
  'not-a-person': 'The wallet acts for a machine or an organization, not for a person.',
  'self-identity': 'It answered with the identity of this server.',
  'bad-sign1': 'The signature was not that of its key.',
  'bad-identity': 'Its identity could not be read.',
  'weak-key': 'Its key is one that anyone could sign with.',
  stale: 'The answer came too late, or the clock of the phone is wrong.',
}

/** Why a wallet was refused, in a sentence for the history. */
export function toFailureText(code: FailureCode): string {
  const account: Partial<Record<FailureCode, string>> = ACCOUNT_TEXTS
  return (
    account[code] ??
    PROTOCOL_TEXTS[code] ??
    `What it sent is not what a wallet sends at this point (${code}).`
  )
}

/** As much of it as the browser may know. */
export function toRefusal(code: string): WalletRefusal {
  if (code === 'too-many-attempts') return 'too_many_attempts'
  return code === 'already-claimed' ? 'already_claimed' : 'rejected'
}
