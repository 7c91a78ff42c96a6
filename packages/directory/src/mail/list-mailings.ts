import { type mailingListing, pageInput } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { MAILING_SELECT, toMailingViews } from './read-mailing-view.ts'

const place = z.object({ id: z.uuid() })

/** Mailings, newest first: their ids sort by creation. */
export async function listMailings({
  ctx,
  input,
}: Call<z.input<typeof pageInput>>): Promise<z.infer<typeof mailingListing>> {
  const query = parseInput(pageInput, input)
  const after = decodeCursor(place, query.cursor)
  const { client } = ctx.db
  const total = await client.mailing.count()
  const rows = await client.mailing.findMany({
    where: after ? { id: { lt: after.id } } : {},
    orderBy: { id: 'desc' },
    take: query.limit + 1,
    select: MAILING_SELECT,
  })
  const { page, last } = takePage(rows, query.limit)
  const items = await toMailingViews(client, page)
  return { items, total, nextCursor: last && encodeCursor({ id: last.id }) }
}
