import { pageTimeline } from '@rollcall/db'
import { pageInput, type TimelineEntry, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { readTimelineEntries } from './read-timeline-entries.ts'

const schema = pageInput.extend({ userId })
const place = z.object({ at: z.string().max(40), key: z.string().max(100) })

/** A person's history, newest first: what people did here and what syncs changed. */
export async function listTimeline({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<{ items: TimelineEntry[]; nextCursor: string | null }> {
  const query = parseInput(schema, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const exists = await client.user.findUnique({ where: { id: query.userId }, select: { id: true } })
  if (!exists) throw notFound('person')
  const rows = await pageTimeline(client, { userId: query.userId, after, limit: query.limit + 1 })
  const { page, last } = takePage(rows, query.limit)
  return {
    items: await readTimelineEntries(ctx, query.userId, page),
    nextCursor: last && encodeCursor({ at: last.at, key: last.key }),
  }
}
