import { LIVE_WALLET_STATUSES, type WalletSessionView } from '@rollcall/vocabulary'
import type { Call } from '../context.ts'
import { ENDED } from './apply-move.ts'
import { insertSession } from './insert-session.ts'
import { toBinding } from './is-opener.ts'
import type { Opener } from './opener.ts'
import { readWalletSettings } from './read-wallet-settings.ts'
import { toWalletSessionView } from './to-wallet-session-view.ts'

/** Opens a QR to sign in with; an open one of the same browser ends. */
export async function startLogin({
  ctx,
  opener,
}: Call<object> & { opener: Opener }): Promise<WalletSessionView> {
  const { lifetimeMinutes } = await readWalletSettings(ctx.db.client, ctx)
  const row = await ctx.db.change(async (tx) => {
    await tx.walletSession.updateMany({
      where: { purpose: 'login', status: { in: [...LIVE_WALLET_STATUSES] }, ...toBinding(opener) },
      data: { ...ENDED, status: 'cancelled', finishedAt: ctx.now(), version: { increment: 1 } },
    })
    return insertSession(
      { ctx, tx },
      { purpose: 'login', opener, openedBy: ctx.actor, openedVia: 'sign_in', lifetimeMinutes },
    )
  })
  return toWalletSessionView(ctx, row, true)
}
