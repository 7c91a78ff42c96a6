import type { NewEvent } from '../events.ts'
import { gather } from '../gather.ts'
import { isUniqueViolation } from '../prisma-errors.ts'
import type { Sql, Statement } from '../sql.ts'
import { inPlaces, itemRows, itemValues } from './items.ts'
import {
  EVENT_COLUMNS,
  eventParts,
  insertIdentity,
  insertResource,
  PERSON_COLUMNS,
  toEventItem,
  toPersonItem,
  type PushedPerson,
  type UserProfile,
} from './pushed-person.ts'

/** A User of whom nobody here is known, and the user made for them. */
export interface NewScimUser {
  readonly person: PushedPerson
  readonly rulesVersion: number
  readonly user: UserProfile & { readonly id: string; readonly role: string; readonly active: boolean }
  readonly event: NewEvent
  readonly at: Date
}

/** Nothing is written unless it is `stored`. */
export type InsertedScimUser = 'stored' | 'uncertain' | 'taken'

const INSERT: Statement = {
  name: 'scim-insert-users',
  text: `with ${itemRows(`${PERSON_COLUMNS}, "rulesVersion" int, made jsonb, ${EVENT_COLUMNS}`)},
    judged as materialized (
      select p.* from item p join connections c on c.id = p."connectionId" and c.rules_version = p."rulesVersion"
      where not exists (select 1 from users u where u.email_key in (lower(p.mail), lower(p."userPrincipalName")))
        and not exists (select 1 from connections k join entra_identities t on t.connection_id = k.id
          where k.kind = 'entra' and t.object_id = lower(p."externalId") and t.user_id is not null)
        and not exists (select 1 from entra_identities l where lower(l.external_id) = lower(p."externalId")
          and l.connection_id = p."connectionId" and l.left_at is not null and l.user_id is not null)
    ),
    stored as (${insertResource('judged')} returning id),
    made as (
      insert into users (id, name, given_name, surname, email, job_title, department, employee_id, role, status,
        disabled_by, disabled_at, created_at, updated_at)
      select u.id, u.name, u."givenName", u.surname, u.email, u."jobTitle", u.department, u."employeeId", u.role,
        case when u.active then 'active' else 'disabled' end, case when not u.active then 'sync' end,
        case when not u.active then p.at end, p.at, p.at
      from stored join judged p on p.id = stored.id
        cross join jsonb_to_record(p.made) as u(id uuid, name text, "givenName" text, surname text, email text,
          "jobTitle" text, department text, "employeeId" text, role text, active bool)
      returning id
    ),
    mirrored as (
      ${insertIdentity("made join judged p on (p.made ->> 'id')::uuid = made.id", 'made.id')} returning id
    ),
    done as materialized (select p.place from mirrored join judged p on p.id = mirrored.id),
    ${eventParts('done')}
    select item.place, judged.place is not null as judged, done.place is not null as stored
    from item left join judged on judged.place = item.place left join done on done.place = item.place`,
}

const insertGathered = gather<NewScimUser, InsertedScimUser>({
  keysOf: ({ person: { externalId, mirror } }) =>
    // Two who may be one person are looked at one after the other.
    [mirror.user.mail, mirror.user.userPrincipalName, externalId].flatMap((key) => key?.toLowerCase() ?? []),
  async send(sql, items) {
    const rows = await sql<{ place: number; judged: boolean; stored: boolean }>(
      INSERT,
      itemValues(
        items.map(({ person, rulesVersion, user, event, at }) => [
          ...toPersonItem(person, at),
          toEventItem(event),
          { rulesVersion, made: user },
        ]),
      ),
    )
    return inPlaces(items, rows).map((row) => {
      if (!row?.judged) return 'uncertain'
      return row.stored ? 'stored' : 'taken'
    })
  },
})

/**
 * Stores the resource, its mirror, a user and the event, in one statement, which those who arrive together share. `uncertain`
 * when the rules have changed or when someone here may be this person: by email, by the directory object behind the
 * external id, or because the same client deleted a User of that external id. `taken` when the userName is.
 */
export function insertScimUser(sql: Sql, user: NewScimUser): Promise<InsertedScimUser> {
  return insertGathered(sql, user)
}

const INSERT_SANDBOX: Statement = {
  name: 'scim-insert-sandbox-user',
  text: `with ${itemRows(PERSON_COLUMNS)} ${insertResource('item')} returning id`,
}

/** Only the resource: for a connection that a self-test plays on. False when the userName is taken. */
export async function insertSandboxUser(sql: Sql, person: PushedPerson, at: Date): Promise<boolean> {
  return (await sql(INSERT_SANDBOX, itemValues([toPersonItem(person, at)]))).length === 1
}

/** The userName belongs to another User of the connection. */
export function isUserNameTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'scim_users_connection_id_user_name_key_key')
}
