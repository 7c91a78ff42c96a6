import type { SourceUser } from '@rollcall/vocabulary'
import { hash as digest } from 'node:crypto'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'

/** A person as read, with the id a new mirror row would get. */
export interface ReadPerson {
  readonly id: string
  readonly user: SourceUser
}

export interface MirrorOutcome {
  /** Ordinals of the rows that hold these people, new ones included. */
  readonly ordinals: number[]
  readonly inserted: number
  readonly updated: number
}

/** What the mirror makes of a batch. Lists are text, because a row for each of thousands of people costs more to fetch. */
interface Comparison {
  /** Ordinals of the rows that hold these people, separated by commas. */
  ordinals: string
  /** Positions of people who have no row, counted from 1. */
  missing: string
  /** Position and row id of people whose row differs, as `position:id`. */
  changed: string
}

/** Everything mirrored about a person except the object id, in hash order. */
function contentOf(user: SourceUser) {
  return [
    user.displayName,
    user.givenName,
    user.surname,
    user.mail,
    user.userPrincipalName,
    user.jobTitle,
    user.department,
    user.employeeId,
    user.companyName,
    user.officeLocation,
    user.accountEnabled,
    user.userType,
  ] as const
}

/** MD5 in hexadecimal: tells an unchanged reading from a changed one; nothing relies on it being hard to forge. */
export function contentHash(content: readonly unknown[]): string {
  return digest('md5', JSON.stringify(content), 'hex')
}

/**
 * Brings the mirror of one connection up to what was read, in three statements at most, whatever the number of people.
 * People must be unique by object id. Rows whose content is the same are recognised by hash and not written.
 */
export async function mirrorPeople(
  tx: Tx,
  connectionId: string,
  people: readonly ReadPerson[],
): Promise<MirrorOutcome> {
  if (people.length === 0) return { ordinals: [], inserted: 0, updated: 0 }
  const hashed = people.map((person) => ({ ...person, hash: contentHash(contentOf(person.user)) }))
  const compared = await comparePeople(tx, connectionId, hashed)
  const fresh = toNumbers(compared.missing).flatMap((position) => hashed[position - 1] ?? [])
  const changed = toList(compared.changed).flatMap((entry) => {
    const [position, id] = entry.split(':')
    const person = hashed[Number(position) - 1]
    return person && id !== undefined ? [{ ...person, id }] : []
  })
  const ordinals = toNumbers(compared.ordinals)
  const added = fresh.length > 0 ? await insertPeople(tx, connectionId, fresh) : []
  if (changed.length > 0) await updatePeople(tx, changed)
  return { ordinals: ordinals.concat(added), inserted: fresh.length, updated: changed.length }
}

interface HashedPerson extends ReadPerson {
  readonly hash: string
}

/** The rows are looked up by an array of ids, which keeps to the index whatever the planner believes about the table. */
async function comparePeople(
  tx: Tx,
  connectionId: string,
  people: readonly HashedPerson[],
): Promise<Comparison> {
  const objectIds = people.map((person) => person.user.objectId)
  const rows = await tx.$queryRaw<Comparison[]>`
    with stored as materialized (
      select id, object_id, ordinal, content_hash, left_at from entra_identities
      where connection_id = ${connectionId}::uuid and object_id = any(${objectIds}::text[])
    )
    select coalesce(string_agg(i.ordinal::text, ','), '') as ordinals,
      coalesce(string_agg(r.position::text, ',') filter (where i.id is null), '') as missing,
      coalesce(string_agg(r.position || ':' || i.id, ',')
        filter (where i.content_hash <> decode(r.hash, 'hex') or i.left_at is not null), '') as changed
    from unnest(${objectIds}::text[], ${people.map((person) => person.hash)}::text[])
      with ordinality as r(object_id, hash, position)
    left join stored i on i.object_id = r.object_id`
  return rows[0] ?? { ordinals: '', missing: '', changed: '' }
}

function toList(text: string): string[] {
  return text === '' ? [] : text.split(',')
}

function toNumbers(text: string): number[] {
  return toList(text).map(Number)
}

function columnsOf(people: readonly HashedPerson[]): Prisma.Sql {
  const text = (pick: (user: SourceUser) => string | null) => people.map((person) => pick(person.user))
  return Prisma.sql`unnest(
    ${people.map((person) => person.id)}::uuid[], ${text((user) => user.objectId)}::text[],
    ${text((user) => user.displayName)}::text[], ${text((user) => user.givenName)}::text[],
    ${text((user) => user.surname)}::text[], ${text((user) => user.mail)}::text[],
    ${text((user) => user.userPrincipalName)}::text[], ${text((user) => user.jobTitle)}::text[],
    ${text((user) => user.department)}::text[], ${text((user) => user.employeeId)}::text[],
    ${text((user) => user.companyName)}::text[], ${text((user) => user.officeLocation)}::text[],
    ${people.map((person) => person.user.accountEnabled)}::bool[], ${text((user) => user.userType)}::text[],
    ${people.map((person) => person.hash)}::text[]
  ) as r(id, object_id, display_name, given_name, surname, mail, user_principal_name, job_title, department,
         employee_id, company_name, office_location, account_enabled, user_type, hash)`
}

async function insertPeople(
  tx: Tx,
  connectionId: string,
  people: readonly HashedPerson[],
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ ordinals: string | null }[]>`
    with added as (insert into entra_identities (id, connection_id, object_id, display_name, given_name, surname, mail,
      user_principal_name, job_title, department, employee_id, company_name, office_location, account_enabled,
      user_type, content_hash)
    select r.id, ${connectionId}::uuid, r.object_id, r.display_name, r.given_name, r.surname, r.mail,
      r.user_principal_name, r.job_title, r.department, r.employee_id, r.company_name, r.office_location,
      r.account_enabled, r.user_type, decode(r.hash, 'hex')
    from ${columnsOf(people)}
    returning ordinal)
    select string_agg(ordinal::text, ',') as ordinals from added`
  return toNumbers(rows[0]?.ordinals ?? '')
}

async function updatePeople(tx: Tx, people: readonly HashedPerson[]): Promise<void> {
  await tx.$executeRaw`
    update entra_identities as i set display_name = r.display_name, given_name = r.given_name, surname = r.surname,
      mail = r.mail, user_principal_name = r.user_principal_name, job_title = r.job_title,
      department = r.department, employee_id = r.employee_id, company_name = r.company_name,
      office_location = r.office_location, account_enabled = r.account_enabled, user_type = r.user_type,
      content_hash = decode(r.hash, 'hex'), synced_at = now(), left_at = null
    from ${columnsOf(people)}
    where i.id = r.id`
}

/** Rows of people that could not be read this time: they count as seen, so that they are never taken for leavers. */
export async function findOrdinals(
  tx: Tx,
  connectionId: string,
  objectIds: readonly string[],
): Promise<number[]> {
  if (objectIds.length === 0) return []
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select ordinal::float8 as ordinal from entra_identities
    where connection_id = ${connectionId}::uuid and object_id = any(${objectIds}::text[])`
  return rows.map((row) => row.ordinal)
}

/** Present rows of a connection in order of ordinal, after `after`; to find those that a reading did not meet. */
export async function listPresentPeople(
  tx: Tx,
  connectionId: string,
  after: number,
  limit: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ ordinals: string | null }[]>`
    select string_agg(ordinal::text, ',' order by ordinal) as ordinals from (
      select ordinal from entra_identities
      where connection_id = ${connectionId}::uuid and ordinal > ${after}::bigint and left_at is null
      order by ordinal limit ${limit}::int
    ) present`
  return toNumbers(rows[0]?.ordinals ?? '')
}

/** Notes in the mirror that these people were not in a complete reading. */
export async function markPeopleLeft(
  tx: Tx,
  connectionId: string,
  ordinals: readonly number[],
  at: Date,
): Promise<number> {
  return tx.$executeRaw`
    update entra_identities set left_at = ${at}::timestamptz
    where connection_id = ${connectionId}::uuid and ordinal = any(${ordinals}::bigint[]) and left_at is null`
}
