import type {} from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** A link that was emailed stops working. */
export async function revokeClaimLink(_call: Call<{ id: string }>): Promise<{ revoked: true }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
