import type { Tx } from '../change.ts'

export interface GroupPlace {
  readonly connectionId: string
  readonly id: string
}

/** The name and version of a group, which nobody changes until the transaction ends; null when there is none. */
export async function lockGroup(
  tx: Tx,
  { connectionId, id }: GroupPlace,
): Promise<{ name: string; version: number } | null> {
  const rows = await tx.$queryRaw<{ name: string; version: number }[]>`
    select coalesce(document->>'displayName', '') as name, version from scim_groups
    where id = ${id}::uuid and connection_id = ${connectionId}::uuid for update`
  return rows[0] ?? null
}

export interface DeletedGroup {
  readonly members: number
  /** People hold a realm by a mapping of this group; they keep it until a run takes it. */
  readonly gaveRealm: boolean
}

/**
 * Deletes a group that the transaction holds, with its memberships: those who were added until it was held are seen because
 * this is a statement of its own. The mirror remembers when it left.
 */
export async function deleteGroup(tx: Tx, { connectionId, id }: GroupPlace, at: Date): Promise<DeletedGroup> {
  const rows = await tx.$queryRaw<DeletedGroup[]>`
    with emptied as (
      delete from entra_group_members where connection_id = ${connectionId}::uuid and group_object_id = ${id} returning 1
    ),
    gone as (
      update entra_groups set left_at = ${at}::timestamptz
      where connection_id = ${connectionId}::uuid and object_id = ${id} and left_at is null
    ),
    deleted as (delete from scim_groups where id = ${id}::uuid)
    select (select count(*)::int from emptied) as members,
      exists (select 1 from group_mappings m join realm_memberships r on r.mapping_id = m.id
        where m.connection_id = ${connectionId}::uuid and m.group_object_id = ${id}) as "gaveRealm"`
  return rows[0] ?? { members: 0, gaveRealm: false }
}
