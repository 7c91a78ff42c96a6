import type { Context } from '../context.ts'
import { LastOwnerRefused } from './scim-refusals.ts'

/** The directory no longer wants the last owner in, who stays in charge all the same: whoever sits in a session signs in again. */
export async function endOwnerSessions(ctx: Context, refusal: unknown): Promise<void> {
  if (!(refusal instanceof LastOwnerRefused)) return
  await ctx.db.client.session.deleteMany({ where: { userId: refusal.userId } })
}
