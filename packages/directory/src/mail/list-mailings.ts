import type { pageInput, mailingListing } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Mailings, newest first. */
export async function listMailings(
  _call: Call<z.input<typeof pageInput>>,
): Promise<z.infer<typeof mailingListing>> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
