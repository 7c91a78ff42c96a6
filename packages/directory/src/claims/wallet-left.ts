import type { ClaimId } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { applyMove, walletActor } from './apply-move.ts'
import { holdSession } from './hold-session.ts'
import { setBack } from './session-rules.ts'
import { findWalletRow, toSessionState } from './wallet-row.ts'

/** The connection closed before the wallet had signed: the QR is open again, and the browser is told. */
export async function walletLeft(call: { ctx: Context; sessionId: ClaimId; channel: string }): Promise<void> {
  const { ctx, sessionId, channel } = call
  const found = await findWalletRow(ctx.db.client, { id: sessionId })
  if (found?.status !== 'connected' || found.channel !== channel) return
  await ctx.db.change(async (tx, emit) => {
    const held = await holdSession({ ctx, tx, emit }, found)
    if (!held) return
    const move = setBack(toSessionState(held.row), { kind: 'left', channel }, ctx.now())
    await applyMove(held, move, { actor: walletActor(null) })
  })
}
