import type { SmtpView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** The mail server, without its password. */
export async function getSmtp(_call: Call<object>): Promise<{ smtp: SmtpView | null }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
