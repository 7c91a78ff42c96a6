import type { SourceUser } from '@rollcall/vocabulary'
import { createHash } from 'node:crypto'
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

interface Stored {
  id: string
  object_id: string
  ordinal: number
  hash: string
  gone: boolean
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
  return createHash('md5').update(JSON.stringify(content)).digest('hex')
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
  const objectIds = people.map((person) => person.user.objectId)
  const stored = await tx.$queryRaw<Stored[]>`
    select id::text, object_id, ordinal::float8 as ordinal, encode(content_hash, 'hex') as hash, left_at is not null as gone
    from entra_identities
    where connection_id = ${connectionId}::uuid and object_id = any(${objectIds}::text[])`
  const known = new Map(stored.map((row) => [row.object_id, row]))

  const ordinals: number[] = []
  const fresh: HashedPerson[] = []
  const changed: HashedPerson[] = []
  for (const person of people) {
    const hash = contentHash(contentOf(person.user))
    const row = known.get(person.user.objectId)
    if (!row) fresh.push({ ...person, hash })
    else {
      ordinals.push(row.ordinal)
      if (row.hash !== hash || row.gone) changed.push({ user: person.user, id: row.id, hash })
    }
  }
  if (fresh.length > 0) ordinals.push(...(await insertPeople(tx, connectionId, fresh)))
  if (changed.length > 0) await updatePeople(tx, changed)
  return { ordinals, inserted: fresh.length, updated: changed.length }
}

interface HashedPerson extends ReadPerson {
  readonly hash: string
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
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    insert into entra_identities (id, connection_id, object_id, display_name, given_name, surname, mail,
      user_principal_name, job_title, department, employee_id, company_name, office_location, account_enabled,
      user_type, content_hash)
    select r.id, ${connectionId}::uuid, r.object_id, r.display_name, r.given_name, r.surname, r.mail,
      r.user_principal_name, r.job_title, r.department, r.employee_id, r.company_name, r.office_location,
      r.account_enabled, r.user_type, decode(r.hash, 'hex')
    from ${columnsOf(people)}
    returning ordinal::float8 as ordinal`
  return rows.map((row) => row.ordinal)
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
  const rows = await tx.$queryRaw<{ ordinal: number }[]>`
    select ordinal::float8 as ordinal from entra_identities
    where connection_id = ${connectionId}::uuid and ordinal > ${after}::bigint and left_at is null
    order by ordinal limit ${limit}::int`
  return rows.map((row) => row.ordinal)
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
