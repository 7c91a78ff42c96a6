import type { Prisma } from '@rollcall/db'
import { runListInput, type runListing } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { RUN_SELECT, toRunView } from './to-run-view.ts'

const place = z.object({ id: z.uuid() })

/** Runs of one or all connections, newest first: their ids sort by creation. */
export async function listRuns({
  ctx,
  input,
}: Call<z.input<typeof runListInput>>): Promise<z.infer<typeof runListing>> {
  const query = parseInput(runListInput, input)
  const after = decodeCursor(place, query.cursor)
  const where: Prisma.SyncRunWhereInput = {
    ...(query.connectionId && { connectionId: query.connectionId }),
    ...(query.status && { status: query.status }),
  }
  const { client } = ctx.db
  const total = await client.syncRun.count({ where })
  const rows = await client.syncRun.findMany({
    where: { ...where, ...(after && { id: { lt: after.id } }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
    select: RUN_SELECT,
  })
  const { page, last } = takePage(rows, query.limit)
  return { items: page.map(toRunView), total, nextCursor: last && encodeCursor({ id: last.id }) }
}
