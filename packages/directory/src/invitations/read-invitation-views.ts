import type { InvitationView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { inOrder } from '../paging/in-order.ts'
import { INVITATION_SELECT, toInvitationView } from './to-invitation-view.ts'

/** Views of these invitations, in this order; ids without an invitation are passed over. */
export async function readInvitationViews(
  ctx: Pick<Context, 'db' | 'now'>,
  ids: readonly string[],
): Promise<InvitationView[]> {
  const where = { id: { in: [...ids] } }
  const rows = await ctx.db.client.invitation.findMany({ where, select: INVITATION_SELECT })
  const now = ctx.now()
  return inOrder(ids, rows, (row) => row.id).map((row) => toInvitationView(row, now))
}

export async function readInvitationView(
  ctx: Pick<Context, 'db' | 'now'>,
  id: string,
): Promise<InvitationView> {
  const [view] = await readInvitationViews(ctx, [id])
  if (!view) throw notFound('invitation')
  return view
}
