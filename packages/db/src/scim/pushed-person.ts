import { EVENT_ORDER_LOCK, type NewEvent } from '../events.ts'
import type { ReadPerson } from '../sync/mirror-people.ts'

/** A User as it is to be stored: the resource, and what the mirror says of it. */
export interface PushedPerson {
  readonly id: string
  readonly connectionId: string
  /** `userName` folded. */
  readonly userNameKey: string
  readonly externalId: string | null
  readonly matchKeys: readonly string[]
  /** Without `schemas`, `id` and `meta`. */
  readonly document: object
  readonly mirror: ReadPerson
}

/** The columns of a profile in `users`. */
export interface UserProfile {
  readonly name: string
  readonly givenName: string | null
  readonly surname: string | null
  readonly email: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly employeeId: string | null
}

/** Columns of items that are resources to be stored; see `toResourceItem`. */
export const RESOURCE_COLUMNS = `id uuid, "connectionId" uuid, "userNameKey" text, "externalId" text, "matchKeys" text[],
    document jsonb, at timestamptz, "accountEnabled" bool, hash text`

/** The same with all that the mirror says of them; see `toPersonItem`. */
export const PERSON_COLUMNS = `${RESOURCE_COLUMNS}, "objectId" text, "displayName" text, "givenName" text, surname text,
    mail text, "userPrincipalName" text, "jobTitle" text, department text, "employeeId" text, "companyName" text,
    "officeLocation" text, "userType" text`

export function toResourceItem(person: PushedPerson, at: Date): object {
  const { id, connectionId, userNameKey, externalId, matchKeys, document, mirror } = person
  const { user, hash } = mirror
  const { accountEnabled } = user
  return { id, connectionId, userNameKey, externalId, matchKeys, document, at, accountEnabled, hash }
}

export function toPersonItem(person: PushedPerson, at: Date): object[] {
  return [toResourceItem(person, at), person.mirror.user]
}

/** `from` has the columns of a person; a condition may follow. */
export function insertResource(from: string): string {
  return `insert into scim_users (id, connection_id, user_name_key, external_id, match_keys, document, created_at, last_modified)
    select p.id, p."connectionId", p."userNameKey", p."externalId", p."matchKeys", p.document, p.at, p.at from ${from} p
    on conflict (connection_id, user_name_key) do nothing`
}

/** `user` is who it is linked to. */
export function insertIdentity(from: string, user: string): string {
  return `insert into entra_identities (id, connection_id, object_id, external_id, display_name, given_name, surname, mail,
      user_principal_name, job_title, department, employee_id, company_name, office_location, account_enabled, user_type,
      content_hash, synced_at, user_id)
    select p.id, p."connectionId", p."objectId", p."externalId", p."displayName", p."givenName", p.surname, p.mail,
      p."userPrincipalName", p."jobTitle", p.department, p."employeeId", p."companyName", p."officeLocation",
      p."accountEnabled", p."userType", decode(p.hash, 'hex'), p.at, ${user}
    from ${from}`
}

/** Up to the `from`; the person is the row `p`. */
export const UPDATE_RESOURCE = `update scim_users s set user_name_key = p."userNameKey", external_id = p."externalId",
      match_keys = p."matchKeys", document = p.document, version = s.version + 1, last_modified = p.at`

/** Up to the `from`; the person is the row `p`. */
export const UPDATE_IDENTITY = `update entra_identities i set external_id = p."externalId", display_name = p."displayName",
      given_name = p."givenName", surname = p.surname, mail = p.mail, user_principal_name = p."userPrincipalName",
      job_title = p."jobTitle", department = p.department, employee_id = p."employeeId", company_name = p."companyName",
      account_enabled = p."accountEnabled", content_hash = decode(p.hash, 'hex'), synced_at = p.at`

/** Columns of items with an event; see `toEventItem`. */
export const EVENT_COLUMNS = `type text, actor jsonb, "eventUserId" uuid, data jsonb`

export function toEventItem({ type, actor, userId, data }: NewEvent): object {
  return { type, actor, eventUserId: userId ?? null, data: data ?? {} }
}

/**
 * The events as the last part of a statement: once all of `after` is done, the order of events is taken and they are written.
 * See `appendEvents`.
 */
export function eventParts(after: string): string {
  return `ordered as materialized (
      select pg_advisory_xact_lock(${EVENT_ORDER_LOCK}::bigint) from ${after} limit 1
    ), noted as (
      insert into events (type, at, actor, connection_id, user_id, data)
      select p.type, clock_timestamp(), p.actor, p."connectionId", p."eventUserId", p.data
      from ordered cross join ${after} cross join item p where p.place = ${after}.place order by p.place
    )`
}
