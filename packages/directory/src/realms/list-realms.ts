import { countRealms, pageRealms } from '@rollcall/db'
import { type Page, realmListInput, type RealmView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { readRealmViews } from './read-realm-views.ts'

const place = z.object({ name: z.string(), id: z.uuid() })

/** Realms by name; the search looks in name and slug. */
export async function listRealms({
  ctx,
  input,
}: Call<z.input<typeof realmListInput>>): Promise<Page<RealmView>> {
  const query = parseInput(realmListInput, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const rows = await pageRealms(client, { search: query.search, after, limit: query.limit + 1 })
  const { page, last } = takePage(rows, query.limit)
  return {
    items: await readRealmViews(
      ctx,
      page.map((row) => row.id),
    ),
    total: await countRealms(client, query.search),
    nextCursor: last && encodeCursor({ name: last.name, id: last.id }),
  }
}
