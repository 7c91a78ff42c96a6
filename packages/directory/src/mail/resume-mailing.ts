import type { MailingView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Goes on with what waits, and tries once more what failed for the server. */
export async function resumeMailing(_call: Call<{ id: string }>): Promise<MailingView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
