import type { Tx } from '@rollcall/db'
import { walletSettings, type WalletSettings, type WalletSettingsView } from '@rollcall/vocabulary'
import type { Call, Context } from '../context.ts'
import { parseInput } from '../errors.ts'
import { toWalletSettingsView } from './get-wallet-settings.ts'
import { readWalletSettings, toStoredSettings, WALLET_SETTING } from './read-wallet-settings.ts'
import { restorePasswords } from './relay-passwords.ts'

/**
 * Changes how wallets reach this server; open QRs keep their time. Absent settings stay as they are, and so does the
 * password of a server whose address comes back as it was shown.
 */
export async function updateWalletSettings({
  ctx,
  input,
}: Call<Partial<WalletSettings>>): Promise<WalletSettingsView> {
  parseInput(walletSettings, { ...input })
  const settings = await ctx.db.change(async (tx, emit) => {
    const before = await holdSettings(ctx, tx)
    const merged = walletSettings.parse({ ...before, ...input })
    const after = { ...merged, iceServers: restorePasswords(merged.iceServers, before.iceServers) }
    const changed = walletSettings
      .keyof()
      .options.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    if (changed.length === 0) return before
    await tx.setting.update({
      where: { key: WALLET_SETTING },
      data: { value: toStoredSettings(after, ctx), updatedAt: ctx.now() },
      select: { key: true },
    })
    emit({ type: 'wallet_settings.changed', actor: ctx.actor, data: { changed } })
    return after
  })
  return toWalletSettingsView(ctx, settings)
}

/** Of two changes at once the second sees the first: writing the row to itself takes its lock. */
async function holdSettings(ctx: Context, tx: Tx): Promise<WalletSettings> {
  const value = toStoredSettings(walletSettings.parse({}), ctx)
  await tx.setting.createMany({
    data: [{ key: WALLET_SETTING, value, updatedAt: ctx.now() }],
    skipDuplicates: true,
  })
  await tx.setting.updateMany({ where: { key: WALLET_SETTING }, data: { key: WALLET_SETTING } })
  return readWalletSettings(tx, ctx)
}
