import { EVENT_ORDER_LOCK } from '../events.ts'
import { contentHash } from '../sync/mirror-people.ts'

/** What every write of a group says. */
export interface GroupWrite {
  readonly id: string
  readonly connectionId: string
  readonly at: Date
  readonly actor: object
  readonly requestId: string
  /** Whether the statement writes the event; in a transaction with other events it is left to that. */
  readonly logged: boolean
}

/** A group without its members. */
export interface GroupDocument {
  readonly document: object
  readonly displayName: string
  /** The name as `foldCase` folds it. */
  readonly displayNameKey: string
  readonly externalId: string | null
}

/** The first parameters of every statement here: group, connection, time, actor, request, whether to write the event. */
export function writeValues({ id, connectionId, at, actor, requestId, logged }: GroupWrite): unknown[] {
  return [id, connectionId, at, JSON.stringify(actor), requestId, logged]
}

/** Hash of the mirror's row: pushed groups differ in their name alone. */
export function groupHash(displayName: string): string {
  return contentHash([displayName, null, 'security', false, false])
}

/**
 * The connection, held so that nothing which a foreign key asks for is waited for later, when the event lock is held.
 * Whoever deletes a connection or sets its mappings goes before or after, not in between.
 */
export const CONNECTION = `conn as materialized (
    select c.id, c.display_name, c.sandbox, c.guard_max_people, c.guard_max_percent, c.scim_window_from
    from connections c where c.id = $2::uuid for key share
  )`

/** Those of the ids in `list` that are people of the connection, held so that none is deleted meanwhile. */
export function knownPeople(list: string, after: string): string {
  return `known as materialized (
    select u.id from scim_users u cross join ${after}
    where u.connection_id = $2::uuid and u.id = any(${list}::uuid[]) for key share of u
  )`
}

/** Makes members of those in `list`, in its order, unless they are already. */
export function addMembers(list: string, after: string): string {
  return `added as (
    insert into entra_group_members (connection_id, group_object_id, member_object_id, member_kind)
    select $2::uuid, $1::uuid::text, a.id::text, 'user'
    from ${after} cross join unnest(${list}::uuid[]) with ordinality as a(id, place) order by a.place
    on conflict (connection_id, group_object_id, member_object_id) do nothing
    returning member_object_id
  )`
}

/**
 * The event, for each row of `from`, which depends on everything else, so that it is written last. The lock is taken
 * before the id. Nulls in `data` are left out.
 */
export function writeEvent(from: string, data: string): string {
  return `logged as (
    insert into events (type, at, actor, connection_id, data)
    select 'scim.group.received', clock_timestamp(), $4::jsonb, $2::uuid, o.data
    from (
      select jsonb_strip_nulls(${data}) as data, pg_advisory_xact_lock(${EVENT_ORDER_LOCK}) as held
      from ${from} where $6::bool
    ) o
    returning id
  )`
}
