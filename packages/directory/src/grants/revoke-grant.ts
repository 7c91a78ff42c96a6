import type { GrantView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Takes a capability back. */
export async function revokeGrant(_call: Call<{ id: string }>): Promise<GrantView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
