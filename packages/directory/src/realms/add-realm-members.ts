import { addMembersByHand, holdRealms } from '@rollcall/db'
import { realmId, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { refuseAssignment } from './refuse-assignment.ts'

const schema = z.object({
  realmId,
  userIds: z
    .array(userId)
    .min(1, { error: 'Choose at least one person.' })
    .max(1000, { error: 'Add at most 1,000 people at once.' }),
})

/** Adds people by hand; who is in by hand already, or has been deleted meanwhile, is passed over. All or nobody. */
export async function addRealmMembers({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<{ added: number }> {
  const query = parseInput(schema, input)
  const added = await ctx.db.change(async (tx, emit) => {
    const [realm] = await holdRealms(tx, [query.realmId])
    if (!realm) throw notFound('realm')
    const people = await tx.user.findMany({
      where: { id: { in: query.userIds } },
      select: { registeredAt: true },
    })
    refuseAssignment(ctx.role, people)
    const members = await addMembersByHand(tx, query.realmId, query.userIds)
    for (const member of members) {
      const data = { name: member.name, realm: realm.name }
      emit({ type: 'realm.member_added', actor: ctx.actor, realmId: query.realmId, userId: member.id, data })
    }
    return members.length
  })
  return { added }
}
