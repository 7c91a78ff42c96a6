import type { ClaimView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** Opens a QR for a person who has not claimed yet; an open one of theirs ends. */
export async function startClaim(_call: Call<{ userId: string }> & { opener: Opener }): Promise<ClaimView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
