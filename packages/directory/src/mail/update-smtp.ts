import type { SmtpView, SmtpInput } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Stores the mail server; an absent password keeps the stored one. */
export async function updateSmtp(_call: Call<SmtpInput>): Promise<{ smtp: SmtpView | null }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
