import { realmId, type RealmView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { readRealmViews } from './read-realm-views.ts'

const schema = z.object({ id: realmId })

export async function getRealm({ ctx, input }: Call<z.input<typeof schema>>): Promise<RealmView> {
  const { id } = parseInput(schema, input)
  const [view] = await readRealmViews(ctx, [id])
  if (!view) throw notFound('realm')
  return view
}
