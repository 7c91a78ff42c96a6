import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'
import { isActingOwner } from '../queries/acting-owners.ts'
import type { UserFacts } from './joined-user.ts'

/** One mirrored person beside the user it is linked to, if any. */
export interface PlanRow {
  id: string
  object_id: string
  display_name: string | null
  given_name: string | null
  surname: string | null
  mail: string | null
  user_principal_name: string | null
  /** Mail and user principal name in the form that emails are compared in. */
  mail_key: string | null
  upn_key: string | null
  job_title: string | null
  department: string | null
  employee_id: string | null
  account_enabled: boolean
  left_at: Date | null
  ordinal: number
  /** What the mirror holds, as a hash, for a person who may be pushed again at any moment; null otherwise. */
  mirror: string | null
  user: UserRow | null
}

export interface UserRow extends UserFacts {
  id: string
  /** Another directory record that holds this user says that the account is disabled. */
  disabled_elsewhere: boolean
}

/** What one mapping gives to direct members of one group. `realmId` is null while the realm is still to be made. */
export interface GrantRow {
  readonly groupId: string
  readonly mappingId: string
  readonly realmId: string | null
}

export interface PlanQuery {
  readonly connectionId: string
  /** Rows come in order of ordinal, `limit` of them after this one. */
  readonly after: number
  readonly limit: number
  /** Only these ordinals; null for everyone in the mirror. */
  readonly among: readonly number[] | null
  readonly refreshClaimed: boolean
  /** The mirror is written by a client's requests, also while a plan waits. */
  readonly pushed: boolean
  /** People who left up to then lose their account; null when leavers keep it. */
  readonly leaversUpTo: Date | null
  readonly mappingIds: readonly string[]
  readonly grants: readonly GrantRow[]
}

/**
 * Mirrored people with their users, without those who plainly agree with the directory in everything. The rules of one
 * person decide what happens to the rest; this only saves fetching the many to whom nothing can happen.
 */
export async function listPlanRows(tx: Tx, query: PlanQuery): Promise<PlanRow[]> {
  const among =
    query.among === null ? Prisma.sql`` : Prisma.sql`and i.ordinal = any(${query.among}::bigint[])`
  const rows = await tx.$queryRaw<{ people: string | null }[]>`
    select json_agg(p order by p.ordinal)::text as people from (
    select i.id, i.object_id, i.display_name, i.given_name, i.surname, i.mail, i.user_principal_name,
      i.job_title, i.department, i.employee_id, i.account_enabled, i.left_at, i.ordinal,
      i.mail_key, i.upn_key, case when ${query.pushed}::bool then encode(i.content_hash, 'hex') end as mirror,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'given_name', u.given_name,
        'surname', u.surname, 'email', u.email, 'job_title', u.job_title, 'department', u.department,
        'employee_id', u.employee_id, 'role', u.role, 'status', u.status, 'disabled_by', u.disabled_by,
        'registered', u.registered_at is not null, 'left', u.left_at is not null, 'edited_fields', u.edited_fields,
        'held_elsewhere', i.left_at is not null and exists (select 1 from entra_identities o
          where o.user_id = u.id and o.id <> i.id and o.left_at is null),
        'disabled_elsewhere', u.status = 'disabled' and exists (select 1 from entra_identities o
          where o.user_id = u.id and o.id <> i.id and o.left_at is null and not o.account_enabled)) end as user
    from entra_identities i left join users u on u.id = i.user_id
    where i.connection_id = ${query.connectionId}::uuid and i.ordinal > ${query.after}::bigint ${among}
      and case
        when u.id is null then i.left_at is null
        when i.left_at is not null then not ${replacedRecord} and (u.left_at is null
          or (u.status = 'active' and i.left_at <= ${query.leaversUpTo}::timestamptz) or ${holdsMapped(query)})
        else u.left_at is not null
          or (not i.account_enabled and u.status = 'active')
          or (i.account_enabled and u.status = 'disabled' and u.disabled_by = 'sync')
          or ((u.registered_at is null or ${query.refreshClaimed}::bool) and ${profileDiffers})
          or ${realmsDiffer(query)}
      end
    order by i.ordinal limit ${query.limit}::int) as p`
  return parseRows(rows[0]?.people ?? '[]')
}

/** A client deleted the person and told of them again: what it says of them is in the newer record. */
const replacedRecord = Prisma.sql`exists (select 1 from entra_identities n
  where n.user_id = i.user_id and n.connection_id = i.connection_id and n.left_at is null)`

/** A person without a display name is always looked at: their name is put together from other attributes. */
const profileDiffers = Prisma.sql`(u.name is distinct from i.display_name or u.given_name is distinct from i.given_name
  or u.surname is distinct from i.surname or u.job_title is distinct from i.job_title
  or u.department is distinct from i.department or u.employee_id is distinct from i.employee_id
  or u.email is distinct from coalesce(i.mail,
    case when i.user_principal_name like '%@%' and i.user_principal_name !~* '#EXT#|^[0-9a-f]{32}.*@'
      then i.user_principal_name end))`

function holdsMapped({ mappingIds }: PlanQuery): Prisma.Sql {
  if (mappingIds.length === 0) return Prisma.sql`false`
  return Prisma.sql`exists (select 1 from realm_memberships h
    where h.user_id = u.id and h.mapping_id = any(${mappingIds}::uuid[]))`
}

/** Someone in a mapped group does not hold what it gives, or holds what no mapped group gives. */
function realmsDiffer(query: PlanQuery): Prisma.Sql {
  const { mappingIds, grants } = query
  if (mappingIds.length === 0) return Prisma.sql`false`
  if (grants.length === 0) return holdsMapped(query)
  const given = Prisma.sql`unnest(${grants.map((grant) => grant.groupId)}::text[],
    ${grants.map((grant) => grant.mappingId)}::uuid[], ${grants.map((grant) => grant.realmId)}::uuid[]
  ) as g(group_id, mapping_id, realm_id)`
  return Prisma.sql`(exists (select 1 from entra_group_members m join ${given} on g.group_id = m.group_object_id
      where m.connection_id = i.connection_id and m.member_object_id = i.object_id
        and not exists (select 1 from realm_memberships h
          where h.user_id = u.id and h.mapping_id = g.mapping_id and h.realm_id = g.realm_id))
    or exists (select 1 from realm_memberships h
      where h.user_id = u.id and h.mapping_id = any(${mappingIds}::uuid[])
        and not exists (select 1 from entra_group_members m join ${given} on g.group_id = m.group_object_id
          where m.connection_id = i.connection_id and m.member_object_id = i.object_id
            and g.mapping_id = h.mapping_id and g.realm_id = h.realm_id)))`
}

/** People who left up to `leaversUpTo` and still have their account: their time has come without a word from the directory. */
export async function listDueLeavers(tx: Tx, connectionId: string, leaversUpTo: Date): Promise<number[]> {
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select i.ordinal::float8 as ordinal from entra_identities i join users u on u.id = i.user_id
    where i.connection_id = ${connectionId}::uuid and i.left_at <= ${leaversUpTo}::timestamptz and u.status = 'active'`
  return rows.map((row) => row.ordinal)
}

/** The statement above builds nothing else; JSON has no dates. */
function parseRows(people: string): PlanRow[] {
  const rows = JSON.parse(people) as (PlanRow & { left_at: Date | string | null })[]
  for (const row of rows) if (row.left_at !== null) row.left_at = new Date(row.left_at)
  return rows
}

/** Which of these groups directly hold which of these people. */
export async function listDirectGroups(
  tx: Tx,
  connectionId: string,
  groupIds: readonly string[],
  objectIds: readonly string[],
): Promise<{ member: string; parent: string }[]> {
  if (groupIds.length === 0 || objectIds.length === 0) return []
  return tx.$queryRaw<{ member: string; parent: string }[]>`
    select member_object_id as member, group_object_id as parent from entra_group_members
    where connection_id = ${connectionId}::uuid and member_object_id = any(${objectIds}::text[])
      and group_object_id = any(${groupIds}::text[])`
}

export interface HeldRow {
  user_id: string
  realm_id: string
  mapping_id: string
}

/** Realm memberships that mappings of this connection gave these users. */
export async function listMappedMemberships(
  tx: Tx,
  mappingIds: readonly string[],
  userIds: readonly string[],
): Promise<HeldRow[]> {
  if (mappingIds.length === 0 || userIds.length === 0) return []
  return tx.$queryRaw<HeldRow[]>`
    select user_id::text, realm_id::text, mapping_id::text from realm_memberships
    where mapping_id = any(${mappingIds}::uuid[]) and user_id = any(${userIds}::uuid[])`
}

/** Id of the only active owner, or null when there are several or none. */
export async function findLastOwner(tx: Tx): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select u.id::text as id from users u where ${isActingOwner} limit 2`
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** People of the mirror who are in the directory. */
export async function countPresent(tx: Tx, connectionId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from entra_identities
    where connection_id = ${connectionId}::uuid and left_at is null`
  return rows[0]?.count ?? 0
}

/** People here that this connection manages: linked and active. */
export async function countManaged(tx: Tx, connectionId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from entra_identities i
    where i.connection_id = ${connectionId}::uuid and i.user_id is not null
      and exists (select 1 from users u where u.id = i.user_id and u.status = 'active')`
  return rows[0]?.count ?? 0
}
