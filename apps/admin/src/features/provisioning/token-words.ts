import type { ScimTokenView } from '@rollcall/vocabulary'
import type { StatusLook } from '../../lib/run-status.ts'

const SOON_MS = 30 * 24 * 60 * 60 * 1000

type Token = Pick<ScimTokenView, 'state' | 'expiresAt'>

/** Whether a token still opens the connection; one that soon will not says so in time to replace it. */
export function toTokenLook({ state, expiresAt }: Token, now: Date): Pick<StatusLook, 'tone' | 'word'> {
  if (state === 'revoked') return { tone: 'neutral', word: 'Revoked' }
  if (state === 'expired') return { tone: 'danger', word: 'Expired' }
  const soon = expiresAt !== null && new Date(expiresAt).getTime() - now.getTime() < SOON_MS
  return soon ? { tone: 'warning', word: 'Expires soon' } : { tone: 'success', word: 'Valid' }
}

export const TOKEN_EXPIRIES = [
  { value: '180', label: '6 months' },
  { value: '365', label: '1 year' },
  { value: '730', label: '2 years' },
  { value: 'never', label: 'Never, until it is revoked' },
] as const

/** Whole days; null for a token that stays until it is revoked. */
export function toExpiryDays(choice: string): number | null {
  return choice === 'never' ? null : Number(choice)
}
