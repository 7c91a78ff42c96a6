import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Sends what is due in the outbox, a few at once, until nothing is; several processes share the work. Answers with how many messages it dealt with. */
export async function deliverMail(_call: {
  ctx: Context
  workerId: string
  signal: AbortSignal
}): Promise<number> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
