import { isUniqueViolation } from '../prisma-errors.ts'
import type { NewEvent } from '../events.ts'
import { Prisma } from '../generated/client.ts'
import type { Sql } from '../sql.ts'
import { eventParts, prepared, type PushedPerson, type UserProfile } from './pushed-person.ts'

/** A User of whom nobody here is known, and the user made for them. */
export interface NewScimUser {
  readonly person: PushedPerson
  readonly rulesVersion: number
  readonly user: UserProfile & { readonly id: string; readonly role: string; readonly active: boolean }
  readonly event: NewEvent
  readonly at: Date
}

/**
 * Stores the resource, its mirror, a user and the event, in one statement. False, and nothing is written, when the rules
 * have changed or when someone here may be this person: by email, by the directory object behind the external id, or
 * because the same client deleted a User of that external id. A taken userName is a unique violation.
 */
export async function insertScimUser(
  sql: Sql,
  { person, rulesVersion, user, event, at }: NewScimUser,
): Promise<boolean> {
  const { mail, userPrincipalName: upn } = person.mirror.user
  const { statement, values } = prepared(
    'scim-insert-user',
    Prisma.sql`
    with judged as materialized (
      select c.id from connections c where c.id = ${person.connectionId}::uuid and c.rules_version = ${rulesVersion}::int
        and not exists (select 1 from users u where u.email_key in (lower(${mail}::text), lower(${upn}::text)))
        and not exists (select 1 from connections k join entra_identities t on t.connection_id = k.id
          where k.kind = 'entra' and t.object_id = lower(${person.externalId}::text) and t.user_id is not null)
        and not exists (select 1 from entra_identities l where lower(l.external_id) = lower(${person.externalId}::text)
          and l.connection_id = c.id and l.left_at is not null and l.user_id is not null)
    ), stored as (${insertResource(person, at)} from judged returning id),
    made as (
      insert into users (id, name, given_name, surname, email, job_title, department, employee_id, role, status,
        disabled_by, disabled_at, created_at, updated_at)
      select ${user.id}::uuid, ${user.name}, ${user.givenName}, ${user.surname}, ${user.email}, ${user.jobTitle},
        ${user.department}, ${user.employeeId}, ${user.role}, ${user.active ? 'active' : 'disabled'},
        ${user.active ? null : 'sync'}, ${user.active ? null : at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
      from stored returning id
    ), mirrored as (${insertIdentity(person, at)} ${user.id}::uuid from made returning id),
    ${eventParts('mirrored', event)}
    select 1 from stored`,
  )
  return (await sql(statement, values)).length === 1
}

/** Only the resource: for a connection that a self-test plays on. */
export async function insertSandboxUser(sql: Sql, person: PushedPerson, at: Date): Promise<void> {
  const { statement, values } = prepared('scim-insert-sandbox-user', insertResource(person, at))
  await sql(statement, values)
}

/** Up to the values: a condition may follow. */
export function insertResource(person: PushedPerson, at: Date): Prisma.Sql {
  return Prisma.sql`
    insert into scim_users (id, connection_id, user_name_key, external_id, match_keys, document, created_at, last_modified)
    select ${person.id}::uuid, ${person.connectionId}::uuid, ${person.userNameKey}, ${person.externalId},
      ${[...person.matchKeys]}::text[], ${JSON.stringify(person.document)}::jsonb, ${at}::timestamptz, ${at}::timestamptz`
}

/** Up to the last value, `user_id`, which the caller adds. */
export function insertIdentity({ id, connectionId, externalId, mirror }: PushedPerson, at: Date): Prisma.Sql {
  const { user } = mirror
  return Prisma.sql`
    insert into entra_identities (id, connection_id, object_id, external_id, display_name, given_name, surname, mail,
      user_principal_name, job_title, department, employee_id, company_name, office_location, account_enabled, user_type,
      content_hash, synced_at, user_id)
    select ${id}::uuid, ${connectionId}::uuid, ${user.objectId}, ${externalId}, ${user.displayName}, ${user.givenName},
      ${user.surname}, ${user.mail}, ${user.userPrincipalName}, ${user.jobTitle}, ${user.department}, ${user.employeeId},
      ${user.companyName}, ${user.officeLocation}, ${user.accountEnabled}::bool, ${user.userType},
      decode(${mirror.hash}, 'hex'), ${at}::timestamptz,`
}

/** The userName belongs to another User of the connection. */
export function isUserNameTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'scim_users_connection_id_user_name_key_key')
}
