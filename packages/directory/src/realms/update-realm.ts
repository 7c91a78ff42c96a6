import { isUniqueViolation } from '@rollcall/db'
import { realmId, type RealmView, updateRealmInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { getRealm } from './get-realm.ts'
import { slugTaken } from './slug-taken.ts'

const schema = updateRealmInput.extend({ id: realmId })
const FIELDS = ['name', 'slug', 'color', 'description'] as const

/** Changes what is given; an empty description is none. */
export async function updateRealm({ ctx, input }: Call<z.input<typeof schema>>): Promise<RealmView> {
  const { id, ...edit } = parseInput(schema, input)
  const wanted = { ...edit, ...(edit.description !== undefined && { description: edit.description || null }) }
  try {
    await ctx.db.change(async (tx, emit) => {
      const select = { name: true, slug: true, color: true, description: true } as const
      const stored = await tx.realm.findUnique({ where: { id }, select })
      if (!stored) throw notFound('realm')
      const fields = FIELDS.flatMap((field) => {
        const after = wanted[field]
        return after === undefined || after === stored[field] ? [] : [{ field, before: stored[field], after }]
      })
      if (fields.length === 0) return
      const values = Object.fromEntries(fields.map((one) => [one.field, one.after]))
      await tx.realm.update({
        where: { id },
        data: { ...values, updatedAt: ctx.now() },
        select: { id: true },
      })
      const data = { realm: wanted.name ?? stored.name, fields }
      emit({ type: 'realm.updated', actor: ctx.actor, realmId: id, data })
    })
  } catch (error) {
    throw edit.slug !== undefined && isUniqueViolation(error) ? slugTaken(edit.slug) : error
  }
  return getRealm({ ctx, input: { id } })
}
