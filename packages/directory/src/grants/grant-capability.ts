import type { GrantView, grantInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Gives a capability to someone who has claimed. Throws `not_claimed` for anyone else. */
export async function grantCapability(_call: Call<z.input<typeof grantInput>>): Promise<GrantView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
