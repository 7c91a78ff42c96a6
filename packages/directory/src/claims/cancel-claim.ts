import { claimId, type ClaimView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { applyMove } from './apply-move.ts'
import { holdSession } from './hold-session.ts'
import type { Opener } from './opener.ts'
import { setBack } from './session-rules.ts'
import { toClaimView } from './to-claim-view.ts'
import { findWalletRow, isClaim, toSessionState } from './wallet-row.ts'

const schema = z.object({ id: claimId })

/** Ends an open QR; one that has ended stays as it is. */
export async function cancelClaim({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener | null }): Promise<ClaimView> {
  const { id } = parseInput(schema, input)
  const found = await findWalletRow(ctx.db.client, { id })
  if (!found || !isClaim(found)) throw notFound('QR')
  const row = await ctx.db.change(async (tx, emit) => {
    const held = await holdSession({ ctx, tx, emit }, found)
    if (!held) throw notFound('QR')
    const move = setBack(toSessionState(held.row), { kind: 'cancelled' }, ctx.now())
    await applyMove(held, move, { actor: ctx.actor })
    return findWalletRow(tx, { id })
  })
  if (!row) throw notFound('QR')
  return toClaimView(ctx, row, opener)
}
