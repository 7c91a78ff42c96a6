import type { ClaimId } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'
import type { Context } from '../context.ts'

/** The connection closed before the wallet had signed: the QR is open again, and the browser is told. */
export async function walletLeft(_call: {
  ctx: Context
  sessionId: ClaimId
  channel: string
}): Promise<void> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
