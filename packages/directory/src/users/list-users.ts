import { pageUsers, type UserOrder } from '@rollcall/db'
import { userListInput, type userListing, type UserSort } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { inOrder } from '../paging/in-order.ts'
import { toUserView, USER_SELECT } from './to-user-view.ts'
import { mostCounted, toCounted } from './to-counted.ts'
import { toUserFilter } from './user-filter.ts'

const ORDERS = {
  match: { by: 'match', descending: false },
  name: { by: 'name', descending: false },
  '-name': { by: 'name', descending: true },
  email: { by: 'email', descending: false },
  '-email': { by: 'email', descending: true },
  createdAt: { by: 'createdAt', descending: false },
  '-createdAt': { by: 'createdAt', descending: true },
  updatedAt: { by: 'updatedAt', descending: false },
  '-updatedAt': { by: 'updatedAt', descending: true },
} as const satisfies Record<UserSort, UserOrder>

const place = z.object({
  sort: z.string(),
  key: z.string().nullable(),
  id: z.uuid(),
  begins: z.boolean().default(false),
})

/**
 * One page of people. The cursor holds the last row's place rather than a page number, so that people who come or
 * go meanwhile neither repeat nor hide others. Counting ends at `mostCounted`, so that a page costs what it shows
 * and not what there is.
 */
export async function listUsers({
  ctx,
  input,
}: Call<z.input<typeof userListInput>>): Promise<z.infer<typeof userListing>> {
  const query = parseInput(userListInput, input)
  const sort = query.sort ?? (query.search ? 'match' : 'name')
  const samePlace = place.extend({ sort: z.literal(sort) })
  const after = decodeCursor(samePlace, query.cursor)
  const filter = await toUserFilter(ctx, query)
  if (!filter) return { items: [], total: 0, totalIsLeast: false, nextCursor: null }

  const { client } = ctx.db
  const most = mostCounted(filter)
  const order = ORDERS[sort]
  const found = await pageUsers(client, { filter, order, after, limit: query.limit + 1, most })
  const counted = toCounted(found.counted, most)
  const { page, last } = takePage(found.rows, query.limit)
  const ids = page.map((row) => row.id)
  const rows = await client.user.findMany({ where: { id: { in: ids } }, select: USER_SELECT })
  return {
    items: inOrder(ids, rows, (row) => row.id).map(toUserView),
    total: counted.total,
    totalIsLeast: counted.isLeast,
    nextCursor: last && encodeCursor({ sort, key: last.key, id: last.id, begins: last.begins }),
  }
}
