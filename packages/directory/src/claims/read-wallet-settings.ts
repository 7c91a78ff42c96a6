import type { Tx } from '@rollcall/db'
import { walletSettings, type WalletSettings } from '@rollcall/vocabulary'
import { Buffer } from 'node:buffer'
import * as z from 'zod'
import type { Context } from '../context.ts'

/** Row of `settings` that says how wallets reach this server. */
export const WALLET_SETTING = 'wallet'
/** Associated data of what is sealed in it. */
const PURPOSE = 'wallet-ice-servers'

/** Addresses of servers may carry passwords. */
const stored = walletSettings.omit({ iceServers: true }).extend({ iceServersSealed: z.base64().nullable() })

/** The stored settings, passwords included; the defaults while nobody has changed them. */
export async function readWalletSettings(
  client: Pick<Tx, 'setting'>,
  { keys }: Pick<Context, 'keys'>,
): Promise<WalletSettings> {
  const row = await client.setting.findUnique({ where: { key: WALLET_SETTING }, select: { value: true } })
  if (!row) return walletSettings.parse({})
  const { iceServersSealed, ...settings } = stored.parse(row.value)
  const sealed = iceServersSealed === null ? null : Buffer.from(iceServersSealed, 'base64')
  const iceServers = sealed === null ? [] : JSON.parse(keys.open(PURPOSE, WALLET_SETTING, sealed).reveal())
  return walletSettings.parse({ ...settings, iceServers })
}

export function toStoredSettings(
  { iceServers, ...settings }: WalletSettings,
  { keys }: Pick<Context, 'keys'>,
): z.input<typeof stored> {
  if (iceServers.length === 0) return { ...settings, iceServersSealed: null }
  const sealed = keys.seal(PURPOSE, WALLET_SETTING, JSON.stringify(iceServers))
  return { ...settings, iceServersSealed: Buffer.from(sealed).toString('base64') }
}
