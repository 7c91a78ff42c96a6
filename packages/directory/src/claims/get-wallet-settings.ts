import type { WalletSettingsView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** How wallets reach this server. */
export async function getWalletSettings(_call: Call<object>): Promise<WalletSettingsView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
