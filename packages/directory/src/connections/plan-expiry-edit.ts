import type { UpdateConnectionInput } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'
import type { FieldChange } from '../events/event-facts.ts'

export interface StoredExpiry {
  readonly secretExpiresAt: Date | null
  readonly secretExpirySource: string | null
}

export interface ExpiryEdit {
  readonly columns: {
    readonly secretExpiresAt: Date | null
    readonly secretExpirySource: 'typed' | null
    readonly expiryWarnedDays: null
  }
  readonly field: FieldChange
}

const KNOWN_BETTER: Partial<Record<string, string>> = {
  directory: 'The directory itself says when this secret expires, so no other date can be entered.',
  certificate: 'A certificate says itself when it expires, so no other date can be entered.',
}

/**
 * A typed date for the secret that is kept; null when it changes nothing. A new credential brings its own. Throws
 * `invalid_input` where the date is known better than anyone can type it.
 */
export function planExpiryEdit(stored: StoredExpiry, edit: UpdateConnectionInput): ExpiryEdit | null {
  const { secretExpiresAt: typed, clientSecret, certificate } = edit
  if (typed === undefined || clientSecret !== undefined || certificate !== undefined) return null
  const before = stored.secretExpiresAt?.toISOString() ?? null
  const after = typed === null ? null : new Date(typed).toISOString()
  if (before === after) return null
  const message = KNOWN_BETTER[stored.secretExpirySource ?? '']
  if (message) throw new DirectoryError('invalid_input', message, [{ path: 'secretExpiresAt', message }])
  return {
    columns: {
      secretExpiresAt: after === null ? null : new Date(after),
      secretExpirySource: after === null ? null : 'typed',
      expiryWarnedDays: null,
    },
    field: { field: 'secretExpiresAt', before, after },
  }
}
