import type { mailingEmailListInput, mailingEmailListing } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** What became of each message of a mailing. */
export async function listMailingEmails(
  _call: Call<z.input<typeof mailingEmailListInput>>,
): Promise<z.infer<typeof mailingEmailListing>> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
