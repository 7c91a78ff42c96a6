import type { Emit, Prisma, Tx } from '@rollcall/db'
import { LIVE_WALLET_STATUSES } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { applyMove } from './apply-move.ts'
import { holdSession } from './hold-session.ts'
import { setBack } from './session-rules.ts'
import { toSessionState } from './wallet-row.ts'

/** Ends the open QRs of a person whom the caller has locked; `why` goes into the history. */
export async function cancelOpenClaims(
  { ctx, tx, emit }: { ctx: Context; tx: Tx; emit: Emit },
  whose: { userId: string } & Prisma.WalletSessionWhereInput,
  why: string,
): Promise<void> {
  const open = await tx.walletSession.findMany({
    where: { ...whose, purpose: 'claim', status: { in: [...LIVE_WALLET_STATUSES] } },
    select: { id: true, userId: true, purpose: true },
  })
  for (const found of open) {
    const held = await holdSession({ ctx, tx, emit }, found)
    if (!held) continue
    const move = setBack(toSessionState(held.row), { kind: 'cancelled' }, ctx.now())
    await applyMove(held, move, { actor: ctx.actor, why })
  }
}
