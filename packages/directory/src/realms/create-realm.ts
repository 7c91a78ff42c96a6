import { isUniqueViolation, type Tx } from '@rollcall/db'
import { createRealmInput, REALM_COLORS, type RealmView, toSlug } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { parseInput } from '../errors.ts'
import { getRealm } from './get-realm.ts'
import { slugTaken } from './slug-taken.ts'

type Wanted = z.output<typeof createRealmInput>

/** How often another realm may take the same address at the same moment before we give up. */
const ATTEMPTS = 5

/** Makes a realm. Without a slug the name gives one, numbered when it is taken; a slug that was asked for must be free. */
export async function createRealm({
  ctx,
  input,
}: Call<z.input<typeof createRealmInput>>): Promise<RealmView> {
  const wanted = parseInput(createRealmInput, input)
  for (let attempt = 1; ; attempt++) {
    try {
      return await getRealm({ ctx, input: { id: await insertRealm(ctx, wanted) } })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      if (wanted.slug !== undefined || attempt === ATTEMPTS)
        throw slugTaken(wanted.slug ?? toSlug(wanted.name))
    }
  }
}

async function insertRealm(ctx: Context, wanted: Wanted): Promise<string> {
  const id = ctx.newId()
  await ctx.db.change(async (tx, emit) => {
    const slug = wanted.slug ?? (await findFreeSlug(tx, toSlug(wanted.name)))
    const color = wanted.color ?? (await nextColor(tx))
    const now = ctx.now()
    await tx.realm.create({
      data: {
        id,
        name: wanted.name,
        slug,
        color,
        description: wanted.description || null,
        createdAt: now,
        updatedAt: now,
      },
      select: { id: true },
    })
    emit({ type: 'realm.created', actor: ctx.actor, realmId: id, data: { realm: wanted.name, slug } })
  })
  return id
}

async function findFreeSlug(tx: Tx, wanted: string): Promise<string> {
  const rows = await tx.realm.findMany({
    where: { slug: { startsWith: wanted.slice(0, 70) } },
    select: { slug: true },
  })
  const taken = new Set(rows.map((row) => row.slug))
  if (!taken.has(wanted)) return wanted
  const stem = wanted.slice(0, 70).replace(/-+$/, '')
  for (let number = 2; ; number++) {
    if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`
  }
}

/** Colours in turn, so that neighbouring realms look different. */
async function nextColor(tx: Tx): Promise<string> {
  const count = await tx.realm.count()
  return REALM_COLORS[count % REALM_COLORS.length] ?? REALM_COLORS[0]
}
