import type { WalletSessionView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** Opens a QR for the holder of an emailed link or an invitation. The token stays unspent until the claim completes. */
export async function startClaimByLink(
  _call: Call<{ token: string }> & { opener: Opener },
): Promise<WalletSessionView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
