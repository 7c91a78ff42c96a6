/** Who of the members in question leaves: a condition about the SQL of their id. */
export type Leaves = (member: string) => string

/** The realm that members of the group `own` get by its mapping; no row when there is none. */
export const MAPPING = `mapping as materialized (
    select m.id, m.realm_id, r.name from group_mappings m cross join own join realms r on r.id = m.realm_id
    where m.connection_id = $2::uuid and m.group_object_id = $1::uuid::text and m.mode <> 'none'
    for key share of m, r
  )`

/**
 * Who would lose that realm, and whether that is too many at once: the connection's guard, over those who lost something by
 * push within the last hour. Those are counted only when someone would lose it, and everyone the connection manages only when
 * the smaller limit is passed.
 */
export function judgeLosses(leaves: Leaves): string {
  return `losing as materialized (
    select r.realm_id, r.user_id, r.origin from mapping
    join entra_group_members e on e.connection_id = $2::uuid and e.group_object_id = $1::uuid::text
    join entra_identities i on i.id = e.member_object_id::uuid
    join realm_memberships r on r.mapping_id = mapping.id and r.user_id = i.user_id
    where ${leaves('e.member_object_id')}
  ),
  losers as materialized (select count(distinct l.user_id)::int as people from losing l),
  recent as materialized (
    select case when p.people = 0 then 0 else (
      select count(distinct s.user_id)::int from scim_removals s
      where s.connection_id = $2::uuid and s.user_id not in (select l.user_id from losing l)
        and s.at > greatest($3::timestamptz - interval '1 hour', conn.scim_window_from)
    ) end as people
    from losers p cross join conn
  ),
  allowed as materialized (
    select case when p.people + w.people <= conn.guard_max_people then conn.guard_max_people else (
      select greatest(conn.guard_max_people, floor(conn.guard_max_percent * count(*) / 100))::int
      from entra_identities i join users u on u.id = i.user_id and u.status = 'active'
      where i.connection_id = $2::uuid
    ) end as people
    from losers p cross join recent w cross join conn
  ),
  verdict as materialized (
    select p.people, (select m.name from mapping m) as realm, p.people > a.people as large,
      p.people > 0 and p.people + w.people > a.people as too_many
    from losers p cross join recent w cross join allowed a
  )`
}

/** Gives the realm to those who were `added`, as far as they are people here who have not left. */
export const GIVE = `receiving as materialized (
    select i.user_id, m.id, m.realm_id from added a cross join mapping m
    join entra_identities i on i.id = a.member_object_id::uuid and i.left_at is null
    join users u on u.id = i.user_id
    for key share of u
  ),
  gained as (
    insert into realm_memberships (realm_id, user_id, origin, mapping_id)
    select p.realm_id, p.user_id, p.id::text, p.id from receiving p
    on conflict do nothing returning user_id
  )`

/** Takes from those in `losing` what the mapping gave them, once the group is `ready` and unless they may keep it. */
export const TAKE = `lost as (
    delete from realm_memberships r using losing l, ready
    where not $9::bool and r.realm_id = l.realm_id and r.user_id = l.user_id and r.origin = l.origin
    returning r.user_id
  ),
  counted as (
    insert into scim_removals (connection_id, user_id, at)
    select $2::uuid, l.user_id, $3::timestamptz from lost l returning user_id
  )`
