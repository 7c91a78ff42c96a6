import type { Prisma } from '../generated/client.ts'

/** One step of membership: `child`, a person or a group, is directly in the group `parent`. */
export interface MembershipStep {
  connectionId: string
  parent: string
  parentName: string
  child: string
}

/**
 * Every group above these people, as the direct steps that lead there. One statement whatever the nesting; a group that
 * holds itself, however far around, ends the walk because a step is met once.
 */
export async function listStepsAbove(
  db: Prisma.TransactionClient,
  people: readonly { readonly connectionId: string; readonly objectId: string }[],
): Promise<MembershipStep[]> {
  if (people.length === 0) return []
  return db.$queryRaw<MembershipStep[]>`
    with recursive steps as (
      select m.connection_id, m.group_object_id as parent, m.member_object_id as child
      from unnest(${people.map((one) => one.connectionId)}::uuid[], ${people.map((one) => one.objectId)}::text[])
        as p(connection_id, object_id)
      join entra_group_members m on m.connection_id = p.connection_id and m.member_object_id = p.object_id
        and m.member_kind = 'user'
      union
      select m.connection_id, m.group_object_id, m.member_object_id
      from steps s
      join entra_group_members m on m.connection_id = s.connection_id and m.member_object_id = s.parent
        and m.member_kind = 'group'
    )
    select s.connection_id::text as "connectionId", s.parent, coalesce(g.display_name, s.parent) as "parentName", s.child
    from steps s
    left join entra_groups g on g.connection_id = s.connection_id and g.object_id = s.parent
    where g.left_at is null
    order by g.display_name, s.parent, s.child`
}
