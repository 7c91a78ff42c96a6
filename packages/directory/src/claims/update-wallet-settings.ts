import type { WalletSettings, WalletSettingsView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { DirectoryError } from '../errors.ts'

/** Changes how wallets reach this server; open QRs keep their time. */
export async function updateWalletSettings(
  _call: Call<Partial<WalletSettings>>,
): Promise<WalletSettingsView> {
  throw new DirectoryError('internal', 'This is not built yet.')
}
