import type { Emit, Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import type { GrantRow } from './to-grant-view.ts'
import { toGrantState } from './grant-state.ts'

export const TIME_IS_OVER = 'Its time is over.'

export interface GrantToEnd {
  readonly ctx: Context
  readonly tx: Tx
  readonly emit: Emit
  readonly grant: GrantRow
  readonly name: string
}

/**
 * Ends a grant that nobody has ended: as expired when its time is over, else as revoked. One that someone else ended
 * meanwhile stays as they left it.
 */
export async function endGrant({ ctx, tx, emit, grant, name }: GrantToEnd): Promise<void> {
  const { id, userId, capability } = grant
  const { state, endedAt } = toGrantState(grant, ctx.now())
  const expired = state === 'expired'
  const { count } = await tx.capabilityGrant.updateMany({
    where: { id, endedAt: null },
    data: { endedAt: endedAt ?? ctx.now(), endReason: expired ? 'expired' : 'revoked' },
  })
  if (count === 0) return
  const text = expired ? TIME_IS_OVER : `${ctx.actor.name} took it back.`
  emit({ type: 'grant.ended', actor: ctx.actor, userId, data: { name, capability, grantId: id, text } })
}
