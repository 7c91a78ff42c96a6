import type { WalletSessionView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** A QR as its opener sees it. Throws `not_found` for everyone else. */
export async function getWalletSession(
  _call: Call<{ id: string }> & { opener: Opener },
): Promise<WalletSessionView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
