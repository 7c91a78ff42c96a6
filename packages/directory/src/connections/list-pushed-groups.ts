import { countScimGroups, pageScimGroups } from '@rollcall/db'
import { entraId, type ConnectionId, type groupListing } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'

interface Wanted {
  readonly search: string | undefined
  readonly cursor: string | undefined
  readonly limit: number
}

/** Groups that a client has pushed, by name. */
export async function listPushedGroups(
  { db }: Pick<Context, 'db'>,
  connectionId: ConnectionId,
  { search, cursor, limit }: Wanted,
): Promise<z.infer<typeof groupListing>> {
  const after = decodeCursor(z.string(), cursor)
  const rows = await pageScimGroups(db.client, { connectionId, search, after, limit: limit + 1 })
  const { page, last } = takePage(rows, limit)
  return {
    items: page.map((group) => ({
      id: entraId.parse(group.id),
      name: group.displayName,
      description: null,
      kind: 'security',
      dynamic: false,
      hiddenMembership: false,
      memberCount: group.members,
    })),
    total: await countScimGroups(db.client, { connectionId, search }),
    nextCursor: last && encodeCursor(last.key),
  }
}
