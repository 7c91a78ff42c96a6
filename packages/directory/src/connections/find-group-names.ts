import type { EntraId } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { openConnectionSource, SOURCE_SELECT } from './open-connection-source.ts'

/** Names are a courtesy: asking for them may not hold up saving for long. */
const PATIENCE_MS = 5_000
const AT_ONCE = 8

/** Names of groups, by id: from the mirror, else from the directory while it answers and can be asked, else none. */
export async function findGroupNames(
  ctx: Context,
  connectionId: string,
  groupIds: readonly EntraId[],
): Promise<Map<string, string>> {
  const mirrored = await ctx.db.client.entraGroup.findMany({
    where: { connectionId, objectId: { in: [...groupIds] } },
    select: { objectId: true, displayName: true },
  })
  const names = new Map(mirrored.map((group) => [group.objectId, group.displayName]))
  const unknown = groupIds.filter((id) => !names.has(id))
  if (unknown.length === 0) return names
  try {
    await askDirectory(ctx, connectionId, unknown, names)
  } catch (error) {
    ctx.log.warn(
      { connectionId, err: error },
      'Group names could not be looked up; the mappings are kept without them.',
    )
  }
  return names
}

async function askDirectory(
  ctx: Context,
  connectionId: string,
  ids: readonly EntraId[],
  names: Map<string, string>,
) {
  const connection = await ctx.db.client.connection.findUnique({
    where: { id: connectionId },
    select: { ...SOURCE_SELECT, kind: true },
  })
  // Whoever pushes has named all its groups already.
  if (!connection || connection.kind === 'scim') return
  const source = openConnectionSource({ ctx, connection })
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const batch = ids.slice(start, start + AT_ONCE)
    const groups = await Promise.all(batch.map((id) => source.readGroup(id, { signal })))
    for (const group of groups) names.set(group.objectId, group.displayName)
  }
}
