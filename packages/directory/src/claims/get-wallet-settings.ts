import { toAccountDid, toFingerprint, toVersion } from '@rollcall/vaultysid'
import { walletSettingsView, type WalletSettings, type WalletSettingsView } from '@rollcall/vocabulary'
import type { Call, Context } from '../context.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { hidePassword } from './relay-passwords.ts'

/** How wallets reach this server, without passwords. */
export async function getWalletSettings({ ctx }: Call<object>): Promise<WalletSettingsView> {
  return toWalletSettingsView(ctx, await readWalletSettings(ctx.db.client, ctx))
}

export async function toWalletSettingsView(
  ctx: Context,
  settings: WalletSettings,
): Promise<WalletSettingsView> {
  const { identity } = await ctx.wallet.identity()
  return walletSettingsView.parse({
    ...settings,
    iceServers: settings.iceServers.map(hidePassword),
    did: toAccountDid(identity),
    fingerprint: toFingerprint(toVersion(identity, 1)),
    walletUrl: ctx.wallet.walletUrl,
    peerHost: settings.driver === 'off' ? null : ctx.wallet.peerHost,
    peerUnavailable: toPeerUnavailable(ctx, settings),
  } satisfies Record<keyof WalletSettingsView, unknown>)
}

function toPeerUnavailable(ctx: Context, { driver }: WalletSettings): string | null {
  if (driver === 'off') return 'Data channels are switched off. Wallets answer over plain requests.'
  if (ctx.wallet.peerHost !== null) return null
  return 'Wallets look for data channels at https on port 443 alone, and this server is reached elsewhere. Set PUBLIC_URL to such an address, or PEERJS_HOST to a host name that leads here. Until then wallets answer over plain requests.'
}
