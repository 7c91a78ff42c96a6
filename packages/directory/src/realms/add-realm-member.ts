import { realmId, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { addRealmMembers } from './add-realm-members.ts'

const schema = z.object({ realmId, userId })

/** Adds one person by hand. `added` is false when they were in by hand already. */
export async function addRealmMember({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<{ added: boolean }> {
  const query = parseInput(schema, input)
  const user = await ctx.db.client.user.findUnique({ where: { id: query.userId }, select: { id: true } })
  if (!user) throw notFound('person')
  const { added } = await addRealmMembers({ ctx, input: { realmId: query.realmId, userIds: [query.userId] } })
  return { added: added > 0 }
}
