import { listExpiringCredentials, noteExpiryWarning } from '@rollcall/db'
import type { Context } from '../context.ts'
import { daysLeft, dueWarning, FIRST_WARNING_MS } from './expiry-threshold.ts'

/**
 * Writes a warning for each secret and certificate that ends in 30, 7 or 1 days, each once, however often and by however
 * many processes this is called. Answers how many were written.
 */
export async function warnExpiring({ ctx }: { ctx: Context }): Promise<number> {
  const now = ctx.now()
  const until = new Date(now.getTime() + FIRST_WARNING_MS)
  let written = 0
  for (const one of await listExpiringCredentials(ctx.db.client, { from: now, until })) {
    const threshold = dueWarning(one.expiresAt, one.warnedDays, now)
    if (threshold === null) continue
    const mine = await ctx.db.change(async (tx, emit) => {
      if (!(await noteExpiryWarning(tx, one, threshold))) return false
      emit({
        type: 'connection.secret_expiring',
        actor: ctx.actor,
        connectionId: one.id,
        data: {
          connection: one.displayName,
          credential: one.credentialKind === 'certificate' ? 'certificate' : 'client secret',
          days: daysLeft(one.expiresAt, now),
          expiresAt: one.expiresAt.toISOString(),
        },
      })
      return true
    })
    if (mine) written += 1
  }
  return written
}
