import { conflictListInput, type conflictListing } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { CANDIDATE_SELECT, CONFLICT_SELECT, toConflictView } from './to-conflict-view.ts'

const place = z.object({ id: z.uuid() })

/** Conflicts of one status, newest first: their ids sort by creation. */
export async function listConflicts({
  ctx,
  input,
}: Call<z.input<typeof conflictListInput>>): Promise<z.infer<typeof conflictListing>> {
  const query = parseInput(conflictListInput, input)
  const after = decodeCursor(place, query.cursor)
  const where = { status: query.status, ...(query.connectionId && { connectionId: query.connectionId }) }
  const { client } = ctx.db
  const rows = await client.conflict.findMany({
    where: { ...where, ...(after && { id: { lt: after.id } }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
    select: CONFLICT_SELECT,
  })
  const { page, last } = takePage(rows, query.limit)
  const people = await client.user.findMany({
    where: { id: { in: page.flatMap((row) => row.candidateIds) } },
    select: CANDIDATE_SELECT,
  })
  const candidates = new Map(people.map((person) => [person.id, person]))
  return {
    items: page.map((row) => toConflictView(row, candidates)),
    total: await client.conflict.count({ where }),
    nextCursor: last && encodeCursor({ id: last.id }),
  }
}
