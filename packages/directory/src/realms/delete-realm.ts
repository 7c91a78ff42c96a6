import { countRealmMembers, planEveryoneNext } from '@rollcall/db'
import { realmId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'

const schema = z.object({ id: realmId })

/** Deletes a realm with its memberships. Groups that were mapped to it give nothing from now on, so no sync makes it again. */
export async function deleteRealm({ ctx, input }: Call<z.input<typeof schema>>): Promise<{ deleted: true }> {
  const { id } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    const realm = await tx.realm.findUnique({ where: { id }, select: { name: true } })
    if (!realm) throw notFound('realm')
    const members = (await countRealmMembers(tx, [id])).get(id) ?? 0
    const mappings = await tx.groupMapping.updateMany({
      where: { realmId: id },
      data: { mode: 'none', realmId: null },
    })
    const deleted = await tx.realm.deleteMany({ where: { id } })
    if (deleted.count === 0) throw notFound('realm')
    await planEveryoneNext(tx, 'all')
    const data = { realm: realm.name, members, mappings: mappings.count }
    emit({ type: 'realm.deleted', actor: ctx.actor, realmId: id, data })
  })
  return { deleted: true }
}
