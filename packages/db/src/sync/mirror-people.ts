import type { SourceUser } from '@rollcall/vocabulary'
import { hash as digest } from 'node:crypto'
import { Prisma } from '../generated/client.ts'
import { arrayOf, toArrayText } from '../array-parameter.ts'
import type { Tx } from '../change.ts'

/** A person as read, with the hash of everything that is mirrored about them. */
export interface ReadPerson {
  readonly user: SourceUser
  readonly hash: string
}

export interface MirrorOutcome {
  /** Ordinals of the rows that hold these people, new ones included. */
  readonly ordinals: number[]
  /** Those of them that were written: new people, and people whose content differed or who had left. */
  readonly written: number[]
  readonly inserted: number
}

/** What the mirror makes of a batch. Lists are text, because a row for each of thousands of people costs more to fetch. */
interface Comparison {
  /** Ordinals of the rows that hold these people, separated by commas. */
  ordinals: string
  /** Positions of people who have no row, counted from 1. */
  missing: string
  /** Position, row id and ordinal of people whose row differs, as `position:id:ordinal`. */
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

/** A person ready to be compared with the mirror. */
export function toReadPerson(user: SourceUser): ReadPerson {
  return { user, hash: contentHash(contentOf(user)) }
}

/**
 * Brings the mirror of one connection up to what was read, in three statements at most, whatever the number of people.
 * People must be unique by object id. Rows whose content is the same are recognised by hash and not written. `newId`
 * gives the id of a new row.
 */
export async function mirrorPeople(
  tx: Tx,
  connectionId: string,
  people: readonly ReadPerson[],
  newId: () => string,
): Promise<MirrorOutcome> {
  if (people.length === 0) return { ordinals: [], written: [], inserted: 0 }
  const compared = await comparePeople(tx, connectionId, people)
  const fresh = toNumbers(compared.missing).flatMap((position) => {
    const person = people[position - 1]
    return person ? [{ ...person, id: newId() }] : []
  })
  const changed = toList(compared.changed).flatMap((entry) => {
    const [position, id, ordinal] = entry.split(':')
    const person = people[Number(position) - 1]
    return person && id !== undefined ? [{ ...person, id, ordinal: Number(ordinal) }] : []
  })
  const ordinals = toNumbers(compared.ordinals)
  const added = fresh.length > 0 ? await insertPeople(tx, connectionId, fresh) : []
  if (changed.length > 0) await updatePeople(tx, changed)
  return {
    ordinals: ordinals.concat(added),
    written: changed.map((person) => person.ordinal).concat(added),
    inserted: fresh.length,
  }
}

interface PersonRow extends ReadPerson {
  readonly id: string
}

/** The rows are looked up by an array of ids, which keeps to the index whatever the planner believes about the table. */
async function comparePeople(
  tx: Tx,
  connectionId: string,
  people: readonly ReadPerson[],
): Promise<Comparison> {
  const objectIds = toArrayText(people.map((person) => person.user.objectId))
  const hashes = arrayOf(
    people.map((person) => person.hash),
    'text',
  )
  const rows = await tx.$queryRaw<Comparison[]>`
    with stored as materialized (
      select id, object_id, ordinal, content_hash, left_at from entra_identities
      where connection_id = ${connectionId}::uuid and object_id = any(${objectIds}::text[])
    )
    select coalesce(string_agg(i.ordinal::text, ','), '') as ordinals,
      coalesce(string_agg(r.position::text, ',') filter (where i.id is null), '') as missing,
      coalesce(string_agg(r.position || ':' || i.id || ':' || i.ordinal, ',')
        filter (where i.content_hash <> decode(r.hash, 'hex') or i.left_at is not null), '') as changed
    from unnest(${objectIds}::text[], ${hashes})
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

function columnsOf(people: readonly PersonRow[]): Prisma.Sql {
  const column = (type: 'text' | 'uuid' | 'bool', pick: (person: PersonRow) => string | boolean | null) =>
    arrayOf(people.map(pick), type)
  const text = (pick: (user: SourceUser) => string | null) => column('text', ({ user }) => pick(user))
  return Prisma.sql`unnest(
    ${column('uuid', ({ id }) => id)}, ${text((user) => user.objectId)},
    ${text((user) => user.displayName)}, ${text((user) => user.givenName)}, ${text((user) => user.surname)},
    ${text((user) => user.mail)}, ${text((user) => user.userPrincipalName)}, ${text((user) => user.jobTitle)},
    ${text((user) => user.department)}, ${text((user) => user.employeeId)}, ${text((user) => user.companyName)},
    ${text((user) => user.officeLocation)}, ${column('bool', ({ user }) => user.accountEnabled)},
    ${text((user) => user.userType)}, ${column('text', ({ hash }) => hash)}
  ) as r(id, object_id, display_name, given_name, surname, mail, user_principal_name, job_title, department,
         employee_id, company_name, office_location, account_enabled, user_type, hash)`
}

async function insertPeople(tx: Tx, connectionId: string, people: readonly PersonRow[]): Promise<number[]> {
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

async function updatePeople(tx: Tx, people: readonly PersonRow[]): Promise<void> {
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

/** A present row of the mirror: its ordinal, the hash of its content in hexadecimal, and the object id. */
export type StoredHash = readonly [ordinal: number, hash: string, objectId: string]

/** Present rows in order of ordinal, after `after`. They come as one text, which costs a tenth of as many rows. */
export async function listStoredHashes(
  tx: Pick<Tx, '$queryRaw'>,
  connectionId: string,
  after: number,
  limit: number,
): Promise<StoredHash[]> {
  const rows = await tx.$queryRaw<{ stored: string | null }[]>`
    select json_agg(json_build_array(ordinal, encode(content_hash, 'hex'), object_id))::text as stored from (
      select ordinal, content_hash, object_id from entra_identities
      where connection_id = ${connectionId}::uuid and ordinal > ${after}::bigint and left_at is null
      order by ordinal limit ${limit}::int
    ) present`
  return parseStoredHashes(rows[0]?.stored ?? '[]')
}

/** The statement above builds nothing else. */
function parseStoredHashes(text: string): StoredHash[] {
  return JSON.parse(text) as StoredHash[]
}

/** How many people of a connection are in the directory. */
export async function countPresentPeople(tx: Pick<Tx, '$queryRaw'>, connectionId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::float8 as count from entra_identities
    where connection_id = ${connectionId}::uuid and left_at is null`
  return rows[0]?.count ?? 0
}

/** Ordinals of present people who are not linked to a user, at most `limit`. */
export async function listUnlinkedPeople(
  tx: Pick<Tx, '$queryRaw'>,
  connectionId: string,
  limit: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select ordinal::float8 as ordinal from entra_identities
    where user_id is null and connection_id = ${connectionId}::uuid and left_at is null
    limit ${limit}::int`
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
