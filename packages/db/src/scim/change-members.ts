import { EVENT_ORDER_LOCK } from '../events.ts'
import { gather } from '../gather.ts'
import type { Sql, Statement } from '../sql.ts'
import { itemRows, itemValues } from './items.ts'
import type { GroupWrite } from './group-sql.ts'
import type { ScimRow } from './stored-resource.ts'

/** Who comes into a group and who goes out of it by name, without a look at its realm. */
export interface ChangeMembers extends GroupWrite {
  /** The only version to change; null for any. */
  readonly version: number | null
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** `mapped`: the group gives a realm, so nothing was done. */
export type ChangedMembersRow = {
  readonly found: boolean
  readonly known: boolean
  readonly mapped: boolean
  readonly written: boolean
  readonly added: number
  readonly removed: number
} & (Omit<ScimRow, 'related'> | { readonly id: null })

/** Groups and people are held in the order of their ids, so that two statements never wait for each other. */
function changeText(removes: boolean): string {
  return `with ${itemRows(`id uuid, "connectionId" uuid, at timestamptz, actor jsonb, "requestId" text, logged bool, version int,
      add uuid[], remove text[]`)},
  conn as materialized (
    select p.place, c.display_name from item p cross join lateral (
      select k.display_name from connections k where k.id = p."connectionId" for key share) c
  ),
  own as materialized (
    select p.*, g.document, g.version as current, g.created_at, g.last_modified, conn.display_name
    from item p join conn on conn.place = p.place cross join lateral (
      select o.* from scim_groups o where o.id = p.id and o.connection_id = p."connectionId"
        and (p.version is null or o.version = p.version) for no key update) g
  ),
  known as materialized (
    select wanted.place from (
      select own.place, own."connectionId", a.id from own cross join lateral unnest(own.add) as a(id) order by a.id
    ) wanted cross join lateral (
      select 1 from scim_users u where u.id = wanted.id and u.connection_id = wanted."connectionId" for key share) u
  ),
  verdict as materialized (
    select own.place, (select count(*) from known where known.place = own.place) = cardinality(own.add) as known,
      exists (select 1 from group_mappings m where m.connection_id = own."connectionId"
        and m.group_object_id = own.id::text and m.mode <> 'none' and m.realm_id is not null) as mapped
    from own
  ),
  ready as materialized (
    select own.* from own join verdict v on v.place = own.place and v.known and not v.mapped
  ),
  added as (
    insert into entra_group_members (connection_id, group_object_id, member_object_id, member_kind)
    select ready."connectionId", ready.id::text, a.id::text, 'user'
    from ready cross join lateral unnest(ready.add) with ordinality as a(id, place) order by ready.place, a.place
    on conflict (connection_id, group_object_id, member_object_id) do nothing
    returning group_object_id
  ),
  ${removes ? REMOVED : ''}
  counts as materialized (
    select ready.place, coalesce(a.n, 0) as added, ${removes ? 'coalesce(d.n, 0)' : '0'} as removed from ready
    left join (select group_object_id as id, count(*)::int as n from added group by 1) a on a.id = ready.id::text
    ${removes ? 'left join (select group_object_id as id, count(*)::int as n from removed group by 1) d on d.id = ready.id::text' : ''}
  ),
  changed as (
    update scim_groups g set version = g.version + 1, last_modified = ready.at
    from ready join counts n on n.place = ready.place where g.id = ready.id and n.added + n.removed > 0
    returning ready.place, g.version, g.last_modified
  ),
  done as materialized (
    select ready.*, n.added, n.removed from ready join changed on changed.place = ready.place
      join counts n on n.place = ready.place where ready.logged
  ),
  ordered as materialized (select pg_advisory_xact_lock(${EVENT_ORDER_LOCK}::bigint) from done limit 1),
  noted as (
    insert into events (type, at, actor, connection_id, data)
    select 'scim.group.received', clock_timestamp(), done.actor, done."connectionId",
      jsonb_strip_nulls(jsonb_build_object('connection', done.display_name, 'group', done.document ->> 'displayName',
        'outcome', 'updated', 'requestId', done."requestId", 'changed', '["members"]'::jsonb,
        'added', nullif(done.added, 0), 'removed', nullif(done.removed, 0)))
    from ordered cross join done order by done.place
  )
  select item.place, own.place is not null as found, coalesce(v.known, false) as known, coalesce(v.mapped, false) as mapped,
    c.place is not null as written, own.id::text as id, own.document, coalesce(c.version, own.current) as version,
    own.created_at, coalesce(c.last_modified, own.last_modified) as last_modified,
    coalesce(n.added, 0) as added, coalesce(n.removed, 0) as removed
  from item left join own on own.place = item.place left join verdict v on v.place = item.place
    left join counts n on n.place = item.place left join changed c on c.place = item.place`
}

const REMOVED = `removed as (
    delete from entra_group_members m using ready
    where m.connection_id = ready."connectionId" and m.group_object_id = ready.id::text
      and m.member_object_id = any(ready.remove)
    returning m.group_object_id
  ),`

const ADD = gatherChanges({ name: 'scim-add-members', text: changeText(false) })
const ADD_AND_REMOVE = gatherChanges({ name: 'scim-change-members', text: changeText(true) })

/** One statement, which changes of several groups that arrive together share. */
export function changeMembers(sql: Sql, change: ChangeMembers): Promise<ChangedMembersRow> {
  return change.remove.length === 0 ? ADD(sql, change) : ADD_AND_REMOVE(sql, change)
}

function gatherChanges(statement: Statement) {
  return gather<ChangeMembers, ChangedMembersRow>({
    keysOf: ({ id }) => [id],
    async send(sql, items) {
      const rows = await sql<ChangedMembersRow & { place: number }>(statement, itemValues(items))
      return rows.toSorted((one, other) => one.place - other.place)
    },
  })
}
