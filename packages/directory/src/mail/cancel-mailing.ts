import type { MailingView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** What waits is not sent, and its links stop working. */
export async function cancelMailing(_call: Call<{ id: string }>): Promise<MailingView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
