import { toAccountDid, toPeerLink, toRelayLink } from '@rollcall/vaultysid'
import { isLiveWallet, walletSessionView, type WalletSessionView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { toRefusal } from './failure-texts.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { openSessionKey } from './session-key.ts'
import { statusNow } from './session-rules.ts'
import { isClaim, toSessionState, type WalletRow } from './wallet-row.ts'

/** A session as the browser may see it. Only whoever opened it (`mine`) sees the QR, and only while a wallet may answer. */
export async function toWalletSessionView(
  ctx: Context,
  row: WalletRow,
  mine: boolean,
): Promise<WalletSessionView> {
  const { status, notice } = statusNow(toSessionState(row), ctx.now())
  const links = mine && isLiveWallet(status) ? await toLinks(ctx, row) : { qr: [], openInWallet: null }
  const ended = isLiveWallet(status) ? null : (row.finishedAt ?? row.expiresAt)
  return walletSessionView.parse({
    id: row.id,
    purpose: row.purpose,
    status,
    notice,
    refusal: status === 'failed' ? toRefusal(row.failureCode ?? 'too-many-attempts') : null,
    qr: links.qr,
    openInWallet: links.openInWallet,
    fingerprint: status === 'done' ? row.fingerprint : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lifetimeSeconds: Math.round((row.expiresAt.getTime() - row.createdAt.getTime()) / 1000),
    finishedAt: ended?.toISOString() ?? null,
  } satisfies Record<keyof WalletSessionView, unknown>)
}

type Links = Pick<WalletSessionView, 'qr' | 'openInWallet'>

/** A data channel is tried first and only once: a wallet that did not finish over it may do so by plain requests. */
async function toLinks(ctx: Context, row: WalletRow): Promise<Links> {
  if (!row.keySealed) return { qr: [], openInWallet: null }
  const { walletUrl, relayUrl, peerHost } = ctx.wallet
  const key = openSessionKey(ctx, row.id, row.keySealed).reveal()
  const relay = { form: 'relay' as const, text: toRelayLink({ walletUrl, relayUrl, key }) }
  const openInWallet = toRelayLink({ walletUrl, relayUrl, key, phone: true })
  const { driver } = await readWalletSettings(ctx.db.client, ctx)
  if (peerHost === null || driver === 'off') return { qr: [relay], openInWallet }
  const { identity } = await ctx.wallet.identity()
  const service = isClaim(row) ? 'register' : 'auth'
  const did = toAccountDid(identity)
  const peer = {
    form: 'peer' as const,
    text: toPeerLink({ walletUrl, host: peerHost, key, service, did }),
  }
  return { qr: row.attempts === 0 ? [peer, relay] : [relay, peer], openInWallet }
}
