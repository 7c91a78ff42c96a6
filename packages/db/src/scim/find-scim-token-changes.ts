import type { EventType } from '@rollcall/vocabulary'
import type { Sql, Statement } from '../sql.ts'

/** After these, what is remembered about tokens and the rules of their connections may be wrong. */
const TYPES: readonly EventType[] = [
  'scim_token.revoked',
  'connection.updated',
  'connection.deleted',
  'mappings.changed',
]

const LOOK: Statement = {
  name: 'scim-token-changes',
  text: `
    select coalesce(max(id), $1::bigint)::text as latest, coalesce(bool_or(type = any($2::text[])), false) as changed
    from events where id > $1::bigint`,
}

export interface ScimTokenChanges {
  /** Where the next look begins. */
  readonly latest: number
  readonly changed: boolean
}

/**
 * Whether tokens or rules changed in any process since the event with this id. Ids become visible in their order, so
 * no change is passed over; only two values travel, however many events there were.
 */
export async function findScimTokenChanges(
  db: { readonly sql: Sql },
  after: number,
): Promise<ScimTokenChanges> {
  const [row] = await db.sql<{ latest: string; changed: boolean }>(LOOK, [after, [...TYPES]])
  return { latest: Number(row?.latest ?? after), changed: row?.changed ?? false }
}
