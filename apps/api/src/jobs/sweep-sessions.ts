import type { Database } from '@rollcall/db'

/** Removes sessions that have ended by age. Returns how many. */
export async function sweepSessions(db: Database, now: Date): Promise<number> {
  const { count } = await db.client.session.deleteMany({ where: { expiresAt: { lte: now } } })
  return count
}
