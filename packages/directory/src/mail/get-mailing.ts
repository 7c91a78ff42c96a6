import type { MailingView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** One mailing with its counts. */
export async function getMailing(_call: Call<{ id: string }>): Promise<MailingView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
