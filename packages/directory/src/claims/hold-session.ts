import { lockUser, lockWalletSession, type Emit, type Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import { applyMove, type HeldSession } from './apply-move.ts'
import { passTime } from './session-rules.ts'
import { findWalletRow, isClaim, toSessionState, type WalletRow } from './wallet-row.ts'

/**
 * Locks a session, and before it the person whose account it is for: the order in which everything that ends access
 * takes them. What the passing of time has done to the session is written down first. Null when it was deleted.
 */
export async function holdSession(
  { ctx, tx, emit }: { ctx: Context; tx: Tx; emit: Emit },
  found: Pick<WalletRow, 'id' | 'userId' | 'purpose'>,
): Promise<HeldSession | null> {
  if (isClaim(found) && found.userId !== null) await lockUser(tx, found.userId)
  if (!(await lockWalletSession(tx, found.id))) return null
  const held = await reread({ ctx, tx, emit }, found.id)
  if (!held) return null
  const move = passTime(toSessionState(held.row), ctx.now())
  if (move.to === 'stay') return held
  await applyMove(held, move, { actor: ctx.actor })
  return reread(held, found.id)
}

async function reread({ ctx, tx, emit }: Omit<HeldSession, 'row'>, id: string): Promise<HeldSession | null> {
  const row = await findWalletRow(tx, { id })
  return row && { ctx, tx, emit, row }
}
