import type { Tx } from '../change.ts'
import { sqlIn } from '../sql.ts'
import { itemRows, itemValues } from './items.ts'
import {
  insertIdentity,
  insertResource,
  PERSON_COLUMNS,
  toPersonItem,
  UPDATE_IDENTITY,
  UPDATE_RESOURCE,
  type PushedPerson,
} from './pushed-person.ts'

/** What has to be looked at closely is done one at a time in a connection, so that nobody slips past its guard. */
export async function lockScimWrites(tx: Tx, connectionId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`scim ${connectionId}`}, 0))`
}

/** Null when there is no such connection. */
export async function readRulesVersion(tx: Tx, connectionId: string): Promise<number | null> {
  const row = await tx.connection.findUnique({ where: { id: connectionId }, select: { rulesVersion: true } })
  return row?.rulesVersion ?? null
}

const ADD = `with ${itemRows(PERSON_COLUMNS)},
    stored as (${insertResource('item')} returning id)
    ${insertIdentity('stored join item p on p.id = stored.id', 'null::uuid')} returning id`

/** Stores a User and its mirror, linked to nobody. False when the userName is taken. */
export async function addScimUser(tx: Tx, person: PushedPerson, at: Date): Promise<boolean> {
  const added = await sqlIn(tx)({ name: null, text: ADD }, itemValues([toPersonItem(person, at)]))
  return added.length === 1
}

const REPLACE = `with ${itemRows(PERSON_COLUMNS)},
    stored as (${UPDATE_RESOURCE} from item p where s.id = p.id)
    ${UPDATE_IDENTITY} from item p where i.id = p.id`

/** Stores a new document and mirror of a User that the transaction holds. */
export async function replaceScimUserRow(tx: Tx, person: PushedPerson, at: Date): Promise<void> {
  await sqlIn(tx)({ name: null, text: REPLACE }, itemValues([toPersonItem(person, at)]))
}

/** The User and its memberships go; the mirror keeps who it was, as someone who has left. */
export async function removeScimUser(
  tx: Tx,
  { connectionId, id, at }: { connectionId: string; id: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`delete from scim_users where id = ${id}::uuid`
  await tx.$executeRaw`
    delete from entra_group_members where connection_id = ${connectionId}::uuid and member_object_id = ${id}`
  await tx.$executeRaw`update entra_identities set left_at = ${at}::timestamptz where id = ${id}::uuid`
}

/** Where the person's row stands in the mirror. */
export async function findOrdinal(tx: Tx, identityId: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select ordinal::float8 as ordinal from entra_identities where id = ${identityId}::uuid`
  return rows[0]?.ordinal ?? null
}

/** Links the record, and forgets the records of Users of the same person that the client has deleted. */
export async function linkScimPerson(
  tx: Tx,
  { connectionId, identityId, userId }: { connectionId: string; identityId: string; userId: string },
): Promise<void> {
  await tx.$executeRaw`update entra_identities set user_id = ${userId}::uuid where id = ${identityId}::uuid`
  await tx.$executeRaw`
    delete from entra_identities where connection_id = ${connectionId}::uuid and user_id = ${userId}::uuid
      and left_at is not null and id <> ${identityId}::uuid`
}

/** Gives what the mapped groups of this person give. */
export async function giveMappedRealms(
  tx: Tx,
  { connectionId, identityId, userId }: { connectionId: string; identityId: string; userId: string },
): Promise<void> {
  await tx.$executeRaw`
    insert into realm_memberships (realm_id, user_id, origin, mapping_id)
    select g.realm_id, ${userId}::uuid, g.id::text, g.id from group_mappings g
    join entra_group_members m on m.connection_id = g.connection_id and m.group_object_id = g.group_object_id
    where g.connection_id = ${connectionId}::uuid and g.mode <> 'none' and g.realm_id is not null
      and m.member_object_id = ${identityId}
    on conflict do nothing`
}

export interface MappedMembership {
  mapping_id: string
  realm_id: string
  realm_name: string
  group_name: string
}

/** Realms that mappings of this connection gave a user. */
export async function listMappedRealms(
  tx: Tx,
  connectionId: string,
  userId: string,
): Promise<MappedMembership[]> {
  return tx.$queryRaw<MappedMembership[]>`
    select h.mapping_id::text, h.realm_id::text, r.name as realm_name,
      coalesce(g.group_name, g.group_object_id) as group_name
    from group_mappings g join realm_memberships h on h.mapping_id = g.id and h.user_id = ${userId}::uuid
    join realms r on r.id = h.realm_id
    where g.connection_id = ${connectionId}::uuid order by g.id`
}

/** Takes them. */
export async function takeMappedRealms(tx: Tx, connectionId: string, userId: string): Promise<void> {
  await tx.$executeRaw`
    delete from realm_memberships h using group_mappings g
    where g.connection_id = ${connectionId}::uuid and h.mapping_id = g.id and h.user_id = ${userId}::uuid`
}

export async function addScimRemoval(
  tx: Tx,
  { connectionId, userId, at }: { connectionId: string; userId: string; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    insert into scim_removals (connection_id, user_id, at)
    values (${connectionId}::uuid, ${userId}::uuid, ${at}::timestamptz)`
}

/** How many people other than this one lost something by this connection within the hour. */
export async function countScimRemovals(
  tx: Tx,
  { connectionId, userId, at }: { connectionId: string; userId: string; at: Date },
): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(distinct m.user_id)::int as count from connections c join scim_removals m on m.connection_id = c.id
      and m.at > greatest(${at}::timestamptz - interval '1 hour', c.scim_window_from)
    where c.id = ${connectionId}::uuid and m.user_id <> ${userId}::uuid`
  return rows[0]?.count ?? 0
}

/** Whether the connection manages so many people here: linked and active. Looks at no more of them than that. */
export async function managesAtLeast(tx: Tx, connectionId: string, people: number): Promise<boolean> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from entra_identities i join users u on u.id = i.user_id and u.status = 'active'
      where i.connection_id = ${connectionId}::uuid limit ${people}::bigint) as counted`
  return (rows[0]?.count ?? 0) >= people
}

export interface ScimDocument {
  id: string
  document: unknown
}

/** Users of a connection that are mirrored, in order of id, held until the transaction ends. */
export async function listScimDocuments(
  tx: Tx,
  { connectionId, after, limit }: { connectionId: string; after: string | null; limit: number },
): Promise<ScimDocument[]> {
  return tx.$queryRaw<ScimDocument[]>`
    select s.id::text, s.document from scim_users s join entra_identities i on i.id = s.id
    where s.connection_id = ${connectionId}::uuid and (${after}::uuid is null or s.id > ${after}::uuid)
    order by s.id limit ${limit}::int for no key update of s`
}
