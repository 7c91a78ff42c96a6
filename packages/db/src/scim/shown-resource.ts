import type { Prisma } from '../generated/client.ts'

/** A stored resource as an admin looks at it, with those it belongs to. */
export interface ShownResourceRow {
  id: string
  type: 'User' | 'Group'
  document: unknown
  version: number
  created: Date
  lastModified: Date
  userId: string | null
  /** Members of a group; 0 for a user. */
  memberCount: number
  /** The groups of a user, by name, the first hundred; empty for a group. */
  groups: { value: string; display: string | null }[]
}

export interface ShownMemberRow {
  id: string
  name: string
  userId: string | null
}

export async function findShownResource(
  db: Prisma.TransactionClient,
  { connectionId, id }: { connectionId: string; id: string },
): Promise<ShownResourceRow | null> {
  const rows = await db.$queryRaw<ShownResourceRow[]>`
    select s.id::text, 'User' as type, s.document, s.version, s.created_at as created,
      s.last_modified as "lastModified", i.user_id::text as "userId", 0 as "memberCount",
      coalesce((select jsonb_agg(jsonb_build_object('value', g.id, 'display', g.document->>'displayName')
          order by g.display_name_key)
        from (select g.* from entra_group_members m
          join scim_groups g on g.connection_id = m.connection_id and g.id = m.group_object_id::uuid
          where m.connection_id = s.connection_id and m.member_object_id = s.id::text
          order by g.display_name_key limit 100) g), '[]') as groups
    from scim_users s left join entra_identities i on i.id = s.id
    where s.id = ${id}::uuid and s.connection_id = ${connectionId}::uuid
    union all
    select s.id::text, 'Group', s.document, s.version, s.created_at, s.last_modified, null,
      (select count(*)::int from entra_group_members m
        where m.connection_id = s.connection_id and m.group_object_id = s.id::text), '[]'
    from scim_groups s
    where s.id = ${id}::uuid and s.connection_id = ${connectionId}::uuid`
  return rows[0] ?? null
}

/** The first members of a group, in the order in which they joined. */
export async function listShownMembers(
  db: Prisma.TransactionClient,
  { connectionId, groupId, limit }: { connectionId: string; groupId: string; limit: number },
): Promise<ShownMemberRow[]> {
  return db.$queryRaw<ShownMemberRow[]>`
    select s.id::text, coalesce(s.document->>'displayName', s.document->>'userName', s.user_name_key) as name,
      i.user_id::text as "userId"
    from entra_group_members m
    join scim_users s on s.id = m.member_object_id::uuid and s.connection_id = m.connection_id
    left join entra_identities i on i.id = s.id
    where m.connection_id = ${connectionId}::uuid and m.group_object_id = ${groupId}
    order by m.ordinal limit ${limit}::int`
}
