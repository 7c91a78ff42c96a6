import { hashToken, type Database } from '@rollcall/db'
import { role, userId } from '@rollcall/vocabulary'
import type { Caller } from './caller.ts'
import { TOUCH_EVERY_MS, sessionExpiry } from './session-lifetime.ts'

const SESSION_SELECT = {
  id: true,
  createdAt: true,
  lastSeenAt: true,
  user: { select: { id: true, name: true, role: true } },
} as const

/** The caller behind a session token; null when it is unknown, has ended, or its person is disabled. */
export async function findSession(db: Database, token: string, now: Date): Promise<Caller | null> {
  const session = await db.client.session.findFirst({
    where: { tokenHash: hashToken(token), expiresAt: { gt: now }, user: { status: 'active' } },
    select: SESSION_SELECT,
  })
  if (!session) return null
  if (now.getTime() - session.lastSeenAt.getTime() >= TOUCH_EVERY_MS) {
    await db.client.session.updateMany({
      where: { id: session.id },
      data: { lastSeenAt: now, expiresAt: sessionExpiry(session.createdAt, now) },
    })
  }
  const { user } = session
  return {
    actor: { kind: 'user', id: user.id, name: user.name },
    role: role.parse(user.role),
    userId: userId.parse(user.id),
    via: { kind: 'session', id: session.id },
  }
}
