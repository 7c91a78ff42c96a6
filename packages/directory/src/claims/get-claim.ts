import type { ClaimView, EmailedClaimView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** One claim by id, a QR or an emailed link; the QR itself only for its opener. */
export async function getClaim(
  _call: Call<{ id: string }> & { opener: Opener | null },
): Promise<ClaimView | EmailedClaimView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
