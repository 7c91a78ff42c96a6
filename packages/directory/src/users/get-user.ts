import { type UserDetailView, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { findDisabledReason } from './find-disabled-reason.ts'
import { listIdentityGroups } from './list-identity-groups.ts'
import { toUserDetailView, USER_DETAIL_SELECT } from './to-user-detail-view.ts'

const schema = z.object({ id: userId })

export async function getUser({ ctx, input }: Call<z.input<typeof schema>>): Promise<UserDetailView> {
  const { id } = parseInput(schema, input)
  const row = await ctx.db.client.user.findUnique({ where: { id }, select: USER_DETAIL_SELECT })
  if (!row) throw notFound('person')
  return toUserDetailView(row, {
    groups: await listIdentityGroups(ctx, row.identities),
    disabledReason: await findDisabledReason(ctx, row),
  })
}
