import type { Emit, Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** Whom a finished sign-in is for; once, and only for the browser that showed the QR. Runs in the transaction that starts the session. */
export async function collectLogin(_call: {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  opener: Opener
}): Promise<{ id: string; name: string; email: string | null; role: string }> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
