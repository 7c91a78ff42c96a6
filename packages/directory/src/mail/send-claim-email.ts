import type { EmailedClaimView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Makes a claim link for one person and puts it into the outbox. */
export async function sendClaimEmail(_call: Call<{ userId: string }>): Promise<EmailedClaimView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
