import { lockActiveOwners, lockUser, planEveryoneNext } from '@rollcall/db'
import { may, mayManageRole, role, ROLE_LABELS, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { refuseLastOwner } from './last-owner.ts'

const schema = z.object({ id: userId })

/**
 * Deletes a person. The directory's record of them stays in the mirror without a link, so a later sync makes them
 * anew unless they are out of scope by then. A decision to link someone to this person is open again.
 */
export async function deleteUser({ ctx, input }: Call<z.input<typeof schema>>): Promise<{ deleted: true }> {
  const { id } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    const owners = await lockActiveOwners(tx)
    if (!(await lockUser(tx, id))) throw notFound('person')
    const user = await tx.user.findUniqueOrThrow({
      where: { id },
      select: { name: true, email: true, role: true },
    })
    const held = role.parse(user.role)
    if (!may(ctx.role, 'users.delete') || !mayManageRole(ctx.role, held)) {
      const who = `${ROLE_LABELS[ctx.role]}s cannot delete ${ROLE_LABELS[held].toLowerCase()}s.`
      throw new DirectoryError('forbidden', `${who} Ask someone with a higher role.`)
    }
    refuseLastOwner(owners, id, 'deleted')
    await tx.conflict.updateMany({
      where: { linkUserId: id, status: 'linked' },
      data: { status: 'open', linkUserId: null, decidedBy: null, decidedAt: null },
    })
    await planEveryoneNext(tx, { userIds: [id] })
    await tx.user.delete({ where: { id }, select: { id: true } })
    emit({ type: 'user.deleted', actor: ctx.actor, userId: id, data: { name: user.name, email: user.email } })
  })
  return { deleted: true }
}
