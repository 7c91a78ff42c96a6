import { hashToken, newToken, type Emit, type Secret, type Tx } from '@rollcall/db'
import type { Context } from '@rollcall/directory'
import { sessionExpiry } from './session-lifetime.ts'

export interface Browser {
  readonly userAgent: string | null
  readonly ip: string | null
}

export interface NewSession {
  readonly token: Secret
  readonly expiresAt: Date
}

/** Makes a session in the caller's transaction. The token goes to the browser and is not kept here. */
export async function startSession(
  { tx, emit, ctx }: { tx: Tx; emit: Emit; ctx: Context },
  person: { id: string; name: string },
  browser: Browser,
): Promise<NewSession> {
  const token = newToken('rs')
  const now = ctx.now()
  const expiresAt = sessionExpiry(now, now)
  await tx.session.create({
    data: {
      id: ctx.newId(),
      userId: person.id,
      tokenHash: hashToken(token),
      userAgent: browser.userAgent?.slice(0, 400) ?? null,
      ip: browser.ip,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    },
  })
  emit({
    type: 'session.started',
    actor: { kind: 'user', id: person.id, name: person.name },
    userId: person.id,
    data: { name: person.name },
  })
  return { token, expiresAt }
}
