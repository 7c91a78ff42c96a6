import type { SourceGroup } from '@rollcall/vocabulary'
import type { Tx } from '../change.ts'
import { contentHash } from './mirror-people.ts'

export interface ReadMember {
  readonly objectId: string
  readonly kind: 'user' | 'group' | 'other'
}

/** Writes what was read about one group; nothing when it is as stored. `id` is for a new row. */
export async function mirrorGroup(
  tx: Tx,
  connectionId: string,
  id: string,
  group: SourceGroup,
): Promise<void> {
  const hash = contentHash([
    group.displayName,
    group.description,
    group.kind,
    group.dynamic,
    group.hiddenMembership,
  ])
  await tx.$executeRaw`
    insert into entra_groups as g (id, connection_id, object_id, display_name, description, kind, dynamic,
      hidden_membership, content_hash)
    values (${id}::uuid, ${connectionId}::uuid, ${group.objectId}, ${group.displayName}, ${group.description},
      ${group.kind}, ${group.dynamic}, ${group.hiddenMembership}, decode(${hash}, 'hex'))
    on conflict (connection_id, object_id) do update set display_name = excluded.display_name,
      description = excluded.description, kind = excluded.kind, dynamic = excluded.dynamic,
      hidden_membership = excluded.hidden_membership, content_hash = excluded.content_hash,
      synced_at = now(), left_at = null
    where g.content_hash <> excluded.content_hash or g.left_at is not null`
  await tx.$executeRaw`
    update group_mappings set group_name = ${group.displayName}
    where connection_id = ${connectionId}::uuid and group_object_id = ${group.objectId}
      and group_name is distinct from ${group.displayName}`
}

export async function markGroupLeft(tx: Tx, connectionId: string, groupId: string, at: Date): Promise<void> {
  await tx.$executeRaw`
    update entra_groups set left_at = ${at}::timestamptz
    where connection_id = ${connectionId}::uuid and object_id = ${groupId} and left_at is null`
}

export interface MirroredMembers {
  /** Ordinals of the rows of all these members. */
  readonly ordinals: number[]
  /** How many of them are new. */
  readonly added: number
}

/** Adds the members of one page that are not stored yet. Members are unique by id. */
export async function mirrorMembers(
  tx: Tx,
  connectionId: string,
  groupId: string,
  members: readonly ReadMember[],
): Promise<MirroredMembers> {
  if (members.length === 0) return { ordinals: [], added: 0 }
  const ids = members.map((member) => member.objectId)
  const stored = await tx.$queryRaw<{ id: string; ordinal: number }[]>`
    select member_object_id as id, ordinal::float8 as ordinal from entra_group_members
    where connection_id = ${connectionId}::uuid and group_object_id = ${groupId} and member_object_id = any(${ids}::text[])`
  const known = new Set(stored.map((row) => row.id))
  const fresh = members.filter((member) => !known.has(member.objectId))
  const ordinals = stored.map((row) => row.ordinal)
  if (fresh.length === 0) return { ordinals, added: 0 }
  const added = await tx.$queryRaw<{ ordinal: number }[]>`
    insert into entra_group_members (connection_id, group_object_id, member_object_id, member_kind)
    select ${connectionId}::uuid, ${groupId}, r.id, r.kind
    from unnest(${fresh.map((member) => member.objectId)}::text[], ${fresh.map((member) => member.kind)}::text[]) as r(id, kind)
    returning ordinal::float8 as ordinal`
  return { ordinals: ordinals.concat(added.map((row) => row.ordinal)), added: added.length }
}

export async function listMemberOrdinals(
  tx: Tx,
  connectionId: string,
  groupId: string,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select ordinal::float8 as ordinal from entra_group_members
    where connection_id = ${connectionId}::uuid and group_object_id = ${groupId} and ordinal > ${after}::bigint
    order by ordinal limit ${limit}::int`
  return rows.map((row) => row.ordinal)
}

export async function removeMembers(
  tx: Tx,
  connectionId: string,
  ordinals: readonly number[],
): Promise<void> {
  await tx.$executeRaw`
    delete from entra_group_members
    where connection_id = ${connectionId}::uuid and ordinal = any(${ordinals}::bigint[])`
}

/** Forgets who is in groups that are no longer read; answers how many memberships that were. */
export async function forgetOtherGroups(
  tx: Tx,
  connectionId: string,
  keep: readonly string[],
): Promise<number> {
  return tx.$executeRaw`
    delete from entra_group_members
    where connection_id = ${connectionId}::uuid and group_object_id <> all(${keep}::text[])`
}

/** Group-in-group edges of a connection, for working out nesting. */
export async function listGroupEdges(
  tx: Tx,
  connectionId: string,
): Promise<{ parent: string; child: string }[]> {
  return tx.$queryRaw<{ parent: string; child: string }[]>`
    select group_object_id as parent, member_object_id as child from entra_group_members
    where connection_id = ${connectionId}::uuid and member_kind = 'group'`
}
