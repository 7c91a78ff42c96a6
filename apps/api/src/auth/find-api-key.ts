import { hashToken, type Database } from '@rollcall/db'
import { apiKeyId, isAtLeast, role, userId, type Role } from '@rollcall/vocabulary'
import type { Caller } from './caller.ts'
import { TOUCH_EVERY_MS } from './session-lifetime.ts'

const KEY_SELECT = {
  id: true,
  name: true,
  role: true,
  lastUsedAt: true,
  user: { select: { id: true, role: true } },
} as const

/** The caller behind an API key; null when it is unknown, expired, or its maker is disabled or gone. */
export async function findApiKey(db: Database, token: string, now: Date): Promise<Caller | null> {
  const key = await db.client.apiKey.findFirst({
    where: {
      tokenHash: hashToken(token),
      AND: [
        { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
        { OR: [{ userId: null }, { user: { status: 'active' } }] },
      ],
    },
    select: KEY_SELECT,
  })
  if (!key) return null
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= TOUCH_EVERY_MS) {
    await db.client.apiKey.updateMany({ where: { id: key.id }, data: { lastUsedAt: now } })
  }
  return {
    actor: { kind: 'api_key', id: key.id, name: key.name },
    role: key.user ? lower(role.parse(key.role), role.parse(key.user.role)) : role.parse(key.role),
    userId: key.user ? userId.parse(key.user.id) : null,
    via: { kind: 'api_key', id: apiKeyId.parse(key.id) },
  }
}

/** A key never does more than the person it belongs to may do today. */
function lower(one: Role, other: Role): Role {
  return isAtLeast(one, other) ? other : one
}
