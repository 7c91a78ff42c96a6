import { countScimUsers, pageScimUsers } from '@rollcall/db'
import { connectionId, scimResourcesInput, scimUserListing } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { requireScimConnection } from './require-scim-connection.ts'

const schema = scimResourcesInput.extend({ connectionId })
const place = z.object({ after: z.string() })

/** Of those that a search finds, no more are counted. */
const MOST_FOUND = 10_000

/**
 * Users as their client sees them, by userName. The search looks in names, mail and userName, or for a whole externalId;
 * a `total` of ten thousand then means as many or more.
 */
export async function listScimUsers({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof scimUserListing>> {
  const { connectionId: id, search, cursor, limit } = parseInput(schema, input)
  const after = decodeCursor(place, cursor)?.after ?? null
  const { client } = ctx.db
  await requireScimConnection(client, id)
  const filter = { connectionId: id, search }
  const total = await countScimUsers(client, filter, MOST_FOUND)
  const query = { ...filter, after, limit: limit + 1, many: total >= MOST_FOUND }
  const { page, last } = takePage(await pageScimUsers(client, query), limit)
  return scimUserListing.parse({
    items: page.map(({ key: _key, ...row }) => ({ ...row, lastModified: row.lastModified.toISOString() })),
    total,
    nextCursor: last && encodeCursor({ after: last.key }),
  })
}
