import { SealError, Secret } from '@rollcall/db'
import type { SmtpInput } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'
import { openSmtp, type StoredSmtp } from './smtp-settings.ts'
import { toPlace } from './to-mail-problem.ts'

interface Choice {
  readonly input: SmtpInput
  readonly stored: StoredSmtp | null
  /** Where the settings stand in the input of the verb, to name the field that is wrong: `settings.` or nothing. */
  readonly at?: string
}

/**
 * The password that these settings sign in with: the typed one, or else the stored one, which is never sent to another
 * server, port or account than it was stored for. Refuses what cannot be meant, naming the field.
 */
export function choosePassword(
  ctx: Pick<Context, 'keys'>,
  { input, stored, at = '' }: Choice,
): Secret | null {
  const wrong = (field: 'username' | 'password' | 'tls', message: string) =>
    new DirectoryError('invalid_input', message, [{ path: `${at}${field}`, message }])
  const typed = input.password === '' ? undefined : input.password
  if (!input.username) {
    if (typed) throw wrong('username', 'Enter the username that the password belongs to.')
    return null
  }
  if (input.tls === 'none' && !isThisMachine(input.host)) {
    throw wrong(
      'tls',
      'Without TLS the password could be read on the way. Choose STARTTLS or implicit TLS, or leave the username empty.',
    )
  }
  if (typed) return new Secret(typed)
  if (typed === null || !stored?.passwordSealed) {
    throw wrong('password', 'Enter the password of this username, or leave the username empty as well.')
  }
  const sameAccount =
    stored.host === input.host && stored.port === input.port && stored.username === input.username
  if (!sameAccount) {
    const account = `${stored.username ?? 'nobody'} at ${toPlace(stored)}`
    throw wrong('password', `Enter the password again: the stored one is only ever used for ${account}.`)
  }
  const kept = tryToOpen(ctx, stored)
  if (kept) return kept
  throw wrong('password', 'The stored password cannot be opened with the key of this server. Enter it again.')
}

function tryToOpen(ctx: Pick<Context, 'keys'>, stored: StoredSmtp): Secret | null {
  try {
    return openSmtp(ctx, stored).password
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '::1' || host === '[::1]'
}
