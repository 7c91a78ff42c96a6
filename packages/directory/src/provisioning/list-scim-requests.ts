import { findLastWithin, pageScimRequests } from '@rollcall/db'
import { connectionId, type scimRequestListing, scimRequestsInput } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { requireScimConnection } from './require-scim-connection.ts'
import { toScimRequestView } from './to-scim-request-view.ts'

const schema = scimRequestsInput.extend({ connectionId })
const place = z.object({ id: z.uuid() })

/** How much of the log one answer looks through. */
const WITHIN = 20_000

/**
 * What the client of a connection asked, newest first. Few matches in a long log make a short page, even an empty one,
 * whose cursor goes on where looking ended.
 */
export async function listScimRequests({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof scimRequestListing>> {
  const { cursor, limit, ...filter } = parseInput(schema, input)
  const before = decodeCursor(place, cursor)?.id ?? null
  const { client } = ctx.db
  await requireScimConnection(client, filter.connectionId)
  const narrowed = filter.show !== 'all' || Boolean(filter.resourceType) || Boolean(filter.search)
  const within = narrowed ? WITHIN : limit + 1
  const rows = await pageScimRequests(client, { filter, before, limit: limit + 1, within })
  const { page, last } = takePage(rows, limit)
  const next = last?.id ?? (narrowed ? await findLastWithin(client, { filter, before, within }) : null)
  return { items: page.map(toScimRequestView), nextCursor: next && encodeCursor({ id: next }) }
}
