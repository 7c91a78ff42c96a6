import type { Sql, Statement } from '../sql.ts'
import {
  addMembers,
  CONNECTION,
  groupHash,
  knownPeople,
  writeEvent,
  writeValues,
  type GroupDocument,
  type GroupWrite,
} from './group-sql.ts'

export interface CreateGroup extends GroupWrite, GroupDocument {
  readonly memberIds: readonly string[]
  /** Names of the attributes it has. */
  readonly changed: readonly string[]
}

/** Not written: the connection is gone, or someone in the list is none of its people. */
export type CreatedGroup = 'created' | 'no_connection' | 'unknown_member'

const CREATE: Statement = {
  name: 'scim-create-group',
  text: `with ${CONNECTION},
  ${knownPeople('$7', 'conn')},
  ready as materialized (
    select conn.* from conn where (select count(*) from known) = cardinality($7::uuid[])
  ),
  stored as (
    insert into scim_groups (id, connection_id, display_name_key, external_id, document, created_at, last_modified)
    select $1::uuid, $2::uuid, $8::text, $9::text, $10::jsonb, $3::timestamptz, $3::timestamptz from ready
    returning id
  ),
  mirrored as (
    insert into entra_groups (id, connection_id, object_id, display_name, kind, content_hash, synced_at)
    select s.id, $2::uuid, s.id::text, $11::text, 'security', decode($12::text, 'hex'), $3::timestamptz
    from stored s cross join ready where not ready.sandbox
    returning id
  ),
  ${addMembers('$7', 'stored')},
  ${writeEvent(
    `stored cross join ready cross join (select count(*) as n from added) a cross join (select count(*) from mirrored) m`,
    `jsonb_build_object('connection', ready.display_name, 'group', $11::text, 'outcome', 'stored', 'requestId', $5::text,
      'changed', $13::jsonb, 'added', nullif(a.n, 0))`,
  )}
  select exists (select 1 from conn) as connection, exists (select 1 from stored) as stored,
    (select count(*) from logged) as logged`,
}

/** One statement. Refused as a unique violation when the name is taken. */
export async function createGroup(sql: Sql, group: CreateGroup): Promise<CreatedGroup> {
  const [row] = await sql<{ connection: boolean; stored: boolean }>(CREATE, [
    ...writeValues(group),
    [...group.memberIds],
    group.displayNameKey,
    group.externalId,
    JSON.stringify(group.document),
    group.displayName,
    groupHash(group.displayName),
    JSON.stringify(group.changed),
  ])
  if (row?.stored) return 'created'
  return row?.connection ? 'unknown_member' : 'no_connection'
}
