import { DirectoryError, type Context } from '@rollcall/directory'
import type { sessionView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Caller } from './caller.ts'

/** Where the caller is signed in, newest first. */
export async function listSessions(call: {
  ctx: Context
  caller: Caller
}): Promise<z.infer<typeof sessionView>[]> {
  const { ctx, caller } = call
  if (!caller.userId) return []
  const rows = await ctx.db.client.session.findMany({
    where: { userId: caller.userId, expiresAt: { gt: ctx.now() } },
    orderBy: { lastSeenAt: 'desc' },
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, ip: true },
  })
  return rows.map((row) => ({
    id: row.id,
    current: caller.via.kind === 'session' && caller.via.id === row.id,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    userAgent: row.userAgent,
    ip: row.ip,
  }))
}

/** Ends one of the caller's own sessions; the browser that holds it is signed out at its next request. */
export async function endSession(call: {
  ctx: Context
  caller: Caller
  input: { id: string }
}): Promise<{ ended: true }> {
  const { ctx, caller, input } = call
  const { userId } = caller
  if (!userId) throw new DirectoryError('not_found', 'There is no such session. It may have ended already.')
  return ctx.db.change(async (tx, emit) => {
    const { count } = await tx.session.deleteMany({ where: { id: input.id, userId } })
    if (count === 0)
      throw new DirectoryError('not_found', 'There is no such session. It may have ended already.')
    emit({ type: 'session.ended', actor: caller.actor, userId, data: { name: caller.actor.name } })
    return { ended: true }
  })
}
