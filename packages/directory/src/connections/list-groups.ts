import { connectionId, groupListInput, type groupListing } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { openConnectionSource, SOURCE_SELECT } from './open-connection-source.ts'
import { listPushedGroups } from './list-pushed-groups.ts'
import { toDirectoryError } from './to-directory-error.ts'

const schema = groupListInput.extend({ id: connectionId })

/**
 * Groups as the directory has them now, not as the mirror remembers them; of a directory that pushes, those it has pushed.
 * Throws `directory_refused` or `directory_unreachable` when it does not answer.
 */
export async function listGroups({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof groupListing>> {
  const { id, search, cursor, limit } = parseInput(schema, input)
  const connection = await ctx.db.client.connection.findUnique({
    where: { id },
    select: { ...SOURCE_SELECT, kind: true },
  })
  if (!connection) throw notFound('connection')
  if (connection.kind === 'scim') return listPushedGroups(ctx, id, { search, cursor, limit })
  const source = openConnectionSource({ ctx, connection })
  const query = { limit, ...(search && { search }), ...(cursor && { cursor }) }
  try {
    const listing = await source.listGroups(query, new AbortController().signal)
    const items = listing.items.map(({ objectId, displayName, ...group }) => ({
      ...group,
      id: objectId,
      name: displayName,
    }))
    return { items, total: listing.total, nextCursor: listing.nextCursor }
  } catch (error) {
    throw toDirectoryError(error)
  }
}
