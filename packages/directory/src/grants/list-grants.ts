import type { GrantView, grantListInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** What a person holds; with `all` also what ended. */
export async function listGrants(
  _call: Call<z.input<typeof grantListInput>>,
): Promise<{ items: GrantView[] }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
