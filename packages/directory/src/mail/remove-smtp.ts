import type { SmtpView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Forgets the mail server; messages that wait stay in the outbox. */
export async function removeSmtp(_call: Call<object>): Promise<{ smtp: SmtpView | null }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
