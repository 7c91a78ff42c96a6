import { Prisma } from '../generated/client.ts'
import { arrayOf } from '../array-parameter.ts'
import type { Tx } from '../change.ts'
import type { PlanRow, UserRow } from './plan-reads.ts'

const userColumns = Prisma.sql`u.id::text, u.name, u.given_name, u.surname, u.email, u.job_title, u.department,
  u.employee_id, u.role, u.status, u.disabled_by, u.registered_at is not null as registered,
  u.left_at is not null as "left", u.edited_fields, false as held_elsewhere,
  exists (select 1 from entra_identities e
    where e.user_id = u.id and e.left_at is null and not e.account_enabled) as disabled_elsewhere`

export interface CandidateRow extends UserRow {
  identity_id: string
  /** Another unlinked, present person of the same connection has this user as a candidate too. */
  shared: boolean
}

const guid = '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'

/**
 * Someone whom this connection holds already. A client that deleted a person may tell of them again under another id, so
 * its deleted records hold nobody.
 */
function linkedHere(userId: string, connectionId: string): Prisma.Sql {
  return Prisma.sql`exists (select 1 from entra_identities x join connections k on k.id = x.connection_id
    where x.user_id = ${Prisma.raw(userId)} and x.connection_id = ${connectionId}::uuid
      and (x.left_at is null or k.kind <> 'scim'))`
}

/** Users whose email equals the mail or user principal name of these unlinked people, and who are not linked to this connection yet. */
export async function listCandidates(
  tx: Tx,
  connectionId: string,
  people: readonly Pick<PlanRow, 'id' | 'mail_key' | 'upn_key'>[],
): Promise<CandidateRow[]> {
  const wanted = people.flatMap(({ id, mail_key, upn_key }) =>
    [...new Set([mail_key, upn_key])].flatMap((key) => (key === null ? [] : [{ id, key }])),
  )
  if (wanted.length === 0) return []
  const ids = arrayOf(
    wanted.map((one) => one.id),
    'uuid',
  )
  const keys = arrayOf(
    wanted.map((one) => one.key),
    'text',
  )
  return tx.$queryRaw<CandidateRow[]>`
    with found as (
      select distinct w.id as identity_id, u.id as user_id, u.email_key
      from unnest(${ids}, ${keys}) as w(id, key)
      join users u on u.email_key = w.key
      where not ${linkedHere('u.id', connectionId)}
    )
    select f.identity_id::text, ${userColumns},
      exists (select 1 from entra_identities o where o.connection_id = ${connectionId}::uuid
        and (o.mail_key = f.email_key or o.upn_key = f.email_key)
        and o.id <> f.identity_id and o.user_id is null and o.left_at is null) as shared
    from found f join users u on u.id = f.user_id
    order by f.identity_id, u.id`
}

/** Users by id, for decisions that name one, unless they are linked to this connection already. */
export async function listLinkTargets(
  tx: Tx,
  connectionId: string,
  userIds: readonly string[],
): Promise<UserRow[]> {
  if (userIds.length === 0) return []
  return tx.$queryRaw<UserRow[]>`
    select ${userColumns} from users u
    where u.id = any(${userIds}::uuid[])
      and not ${linkedHere('u.id', connectionId)}`
}

export interface DecisionRow {
  identity_id: string
  status: string
  link_user_id: string | null
}

/**
 * Users whom another connection's record of the same directory object is linked to: a pushed person whose `externalId`
 * is an Entra object id and the person of that id who was read are one. Nobody who is linked to this connection already.
 */
export async function listTwins(
  tx: Tx,
  connectionId: string,
  identityIds: readonly string[],
): Promise<{ identity_id: string; user_id: string }[]> {
  if (identityIds.length === 0) return []
  return tx.$queryRaw<{ identity_id: string; user_id: string }[]>`
    with pairs as (
      select i.id, t.user_id from entra_identities i
      join entra_identities t on lower(t.external_id) = lower(i.object_id)
      where i.id = any(${identityIds}::uuid[]) and i.external_id is null and t.connection_id <> i.connection_id
      union
      select i.id, t.user_id from entra_identities i
      join connections c on c.kind = 'entra'
      join entra_identities t on t.connection_id = c.id and t.object_id = lower(i.external_id)
      where i.id = any(${identityIds}::uuid[]) and i.external_id is not null
    )
    select id::text as identity_id, min(user_id::text) as user_id from pairs p
    where p.user_id is not null and not ${linkedHere('p.user_id', connectionId)}
    group by id having count(distinct user_id) = 1`
}

/**
 * Who these unlinked people were before their client deleted them: the same directory object id under the same connection
 * is the same person. Other external ids prove nothing: Entra's default is the mail nickname, which is given to the next
 * person. The newest record counts, and a user is given to one person at most.
 */
export async function listPredecessors(
  tx: Tx,
  connectionId: string,
  identityIds: readonly string[],
): Promise<{ identity_id: string; user_id: string }[]> {
  if (identityIds.length === 0) return []
  return tx.$queryRaw<{ identity_id: string; user_id: string }[]>`
    with known as (
      select distinct on (i.id) i.id, l.user_id from entra_identities i
      join entra_identities l on l.connection_id = i.connection_id and lower(l.external_id) = lower(i.external_id)
      where i.id = any(${identityIds}::uuid[]) and lower(i.external_id) ~ ${guid}
        and l.left_at is not null and l.user_id is not null
        and not ${linkedHere('l.user_id', connectionId)}
      order by i.id, l.left_at desc, l.id
    )
    select min(id::text) as identity_id, user_id::text from known group by user_id`
}

/** What people decided about conflicts of these unlinked directory people. */
export async function listDecisions(tx: Tx, identityIds: readonly string[]): Promise<DecisionRow[]> {
  if (identityIds.length === 0) return []
  return tx.$queryRaw<DecisionRow[]>`
    select identity_id::text, status, link_user_id::text from conflicts
    where identity_id = any(${identityIds}::uuid[]) and status in ('linked', 'separate', 'ignored')`
}
