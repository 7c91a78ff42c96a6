import { hashToken } from '@rollcall/db'
import type { Context } from '@rollcall/directory'

/** Ends the session of this token, if there is one: signing out twice is no error. */
export async function endSessionByToken(ctx: Context, token: string): Promise<void> {
  await ctx.db.change(async (tx, emit) => {
    const session = await tx.session.findUnique({
      where: { tokenHash: hashToken(token) },
      select: { id: true, user: { select: { id: true, name: true } } },
    })
    if (!session) return
    const { count } = await tx.session.deleteMany({ where: { id: session.id } })
    if (count === 0) return
    const { id, name } = session.user
    emit({ type: 'session.ended', actor: { kind: 'user', id, name }, userId: id, data: { name } })
  })
}
