import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Ends grants whose time is over. */
export async function expireGrants(_call: { ctx: Context }): Promise<number> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
