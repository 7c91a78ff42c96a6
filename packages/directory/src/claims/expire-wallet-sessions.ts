import { dropOldSignIns, dropRetryAnswers, expireLiveSessions, listUnfinishedSessions } from '@rollcall/db'
import type { Context } from '../context.ts'
import { holdSession } from './hold-session.ts'
import { FINISH_WITHIN_MS } from './session-rules.ts'

/** Sessions dealt with in one transaction. */
const BATCH = 500
const HOUR = 3_600_000
/** Sign-ins that nobody came in by are of no use to anyone; those that somebody did are kept for a while, as evidence. */
const FORGET_UNUSED_MS = HOUR
const FORGET_USED_MS = 30 * 24 * HOUR

/**
 * Ends sessions whose time is over, opens those again whose wallet did not finish, and forgets old sign-ins. Claims stay
 * for ever, with their certificates. Answers with how many ended. Any number of processes may do this at once.
 */
export async function expireWalletSessions({ ctx }: { ctx: Context }): Promise<number> {
  let ended = 0
  for (let more = true; more;) {
    const batch = await expireBatch(ctx)
    ended += batch
    more = batch === BATCH
  }
  await reopenUnfinished(ctx)
  const now = ctx.now()
  const ago = (ms: number) => new Date(now.getTime() - ms)
  await ctx.db.change(async (tx) => {
    await dropOldSignIns(tx, { before: ago(FORGET_UNUSED_MS), longBefore: ago(FORGET_USED_MS) })
    await dropRetryAnswers(tx, now)
  })
  return ended
}

async function expireBatch(ctx: Context): Promise<number> {
  return ctx.db.change(async (tx, emit) => {
    const expired = await expireLiveSessions(tx, { now: ctx.now(), limit: BATCH })
    for (const { id, purpose, userId, name } of expired) {
      if (purpose !== 'claim' || userId === null) continue
      const data = { name, sessionId: id, text: 'Its time was over.' }
      emit({ type: 'claim.ended', actor: ctx.actor, userId, data })
    }
    return expired.length
  })
}

/** Holding a session writes down what the passing of time has done to it. */
async function reopenUnfinished(ctx: Context): Promise<void> {
  const since = new Date(ctx.now().getTime() - FINISH_WITHIN_MS)
  for (const found of await listUnfinishedSessions(ctx.db.client, { since, limit: BATCH })) {
    await ctx.db.change(async (tx, emit) => void (await holdSession({ ctx, tx, emit }, found)))
  }
}
