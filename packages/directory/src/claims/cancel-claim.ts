import type { ClaimView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** Ends an open QR; one that has ended stays as it is. */
export async function cancelClaim(
  _call: Call<{ id: string }> & { opener: Opener | null },
): Promise<ClaimView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
