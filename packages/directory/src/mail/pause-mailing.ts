import type { MailingView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** What waits stays where it is until someone resumes. */
export async function pauseMailing(_call: Call<{ id: string }>): Promise<MailingView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
