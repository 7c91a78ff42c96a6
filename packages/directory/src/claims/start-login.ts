import type { WalletSessionView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import type { Opener } from './opener.ts'
import { DirectoryError } from '../errors.ts'

/** Opens a QR to sign in with. */
export async function startLogin(_call: Call<object> & { opener: Opener }): Promise<WalletSessionView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
