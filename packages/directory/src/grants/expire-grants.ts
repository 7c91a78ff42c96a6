import { endExpiredGrants } from '@rollcall/db'
import type { Context } from '../context.ts'
import { TIME_IS_OVER } from './end-grant.ts'

/** Grants that one transaction ends. */
const BATCH = 500

/** Writes down which grants have ended because their time is over, and tells each. Answers how many. */
export async function expireGrants({ ctx }: { ctx: Context }): Promise<number> {
  let total = 0
  for (;;) {
    const ended = await expireBatch(ctx)
    total += ended
    if (ended < BATCH) return total
  }
}

function expireBatch(ctx: Context): Promise<number> {
  return ctx.db.change(async (tx, emit) => {
    const grants = await endExpiredGrants(tx, { now: ctx.now(), limit: BATCH })
    for (const { id, userId, name, capability } of grants) {
      const data = { name, capability, grantId: id, text: TIME_IS_OVER }
      emit({ type: 'grant.ended', actor: ctx.actor, userId, data })
    }
    return grants.length
  })
}
