import { countScimGroups, pageScimGroups } from '@rollcall/db'
import { connectionId, scimGroupListing, scimResourcesInput } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { requireScimConnection } from './require-scim-connection.ts'

const schema = scimResourcesInput.extend({ connectionId })
const place = z.object({ after: z.string() })

/** Groups as their client sees them, by name. The search looks in names, or for a whole externalId. */
export async function listScimGroups({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof scimGroupListing>> {
  const { connectionId: id, search, cursor, limit } = parseInput(schema, input)
  const after = decodeCursor(place, cursor)?.after ?? null
  const { client } = ctx.db
  await requireScimConnection(client, id)
  const filter = { connectionId: id, search }
  const { page, last } = takePage(await pageScimGroups(client, { ...filter, after, limit: limit + 1 }), limit)
  return scimGroupListing.parse({
    items: page.map(({ key: _key, ...row }) => ({ ...row, lastModified: row.lastModified.toISOString() })),
    total: await countScimGroups(client, filter),
    nextCursor: last && encodeCursor({ after: last.key }),
  })
}
