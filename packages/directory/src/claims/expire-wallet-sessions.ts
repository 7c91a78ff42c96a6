import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Ends sessions whose time is over, and forgets old ones that led to nothing. Answers with how many ended. */
export async function expireWalletSessions(_call: { ctx: Context }): Promise<number> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
