import type { Tx } from '@rollcall/db'
import * as z from 'zod'
import type { RunScope } from './run-scope.ts'
import type { RunSession } from './run-session.ts'

const PURPOSE = 'connection.delta_links'

const deltaLinks = z.object({
  /** Where the next delta of people begins. */
  users: z.string(),
  /** Where the next delta of groups begins; null when no group matters. */
  groups: z.string().nullable(),
  /** What the links follow; see `deltaKey`. */
  key: z.string(),
})
export type DeltaLinks = z.infer<typeof deltaLinks>

/** Links found under one key continue readings of the same people and groups only. */
export function deltaKey(scope: RunScope, mappedGroups: readonly string[]): string {
  return JSON.stringify([scope.includeGuests, scope.includeNested, mappedGroups.toSorted()])
}

/** Groups whose members matter to this connection because a mapping names them. */
export async function listMappedGroups(
  tx: Pick<Tx, 'groupMapping'>,
  connectionId: string,
): Promise<string[]> {
  const rows = await tx.groupMapping.findMany({
    where: { connectionId, mode: { not: 'none' } },
    select: { groupObjectId: true },
    orderBy: { groupObjectId: 'asc' },
  })
  return rows.map((row) => row.groupObjectId)
}

/** Sealed for the connection's row, base64. */
export function sealLinks(session: RunSession, links: DeltaLinks): string {
  const sealed = session.ctx.keys.seal(PURPOSE, session.connection.id, JSON.stringify(links))
  return Buffer.from(sealed).toString('base64')
}

/** Null when nothing usable is there: the next reading is a complete one. */
export function openLinks(session: RunSession, sealed: Uint8Array | string | null): DeltaLinks | null {
  if (sealed === null) return null
  try {
    const bytes = typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : sealed
    const text = session.ctx.keys.open(PURPOSE, session.connection.id, bytes).reveal()
    return deltaLinks.parse(JSON.parse(text))
  } catch (error) {
    session.ctx.log.warn({ runId: session.runId, err: error }, 'The stored delta links cannot be used')
    return null
  }
}
