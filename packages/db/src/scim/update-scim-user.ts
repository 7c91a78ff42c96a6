import type { EndedAccess } from '../end-access.ts'
import type { NewEvent } from '../events.ts'
import { Prisma } from '../generated/client.ts'
import type { Sql } from '../sql.ts'
import type { MirrorDifference } from './mirror-difference.ts'
import { eventParts, prepared, type PushedPerson, type UserProfile } from './pushed-person.ts'

/** A stored User with a new document, still in the version it was judged by. */
export interface ScimUserUpdate {
  readonly person: PushedPerson
  readonly rulesVersion: number
  readonly version: number
  readonly difference: MirrorDifference
  readonly event: NewEvent
  readonly at: Date
}

type PlainUpdate = Omit<ScimUserUpdate, 'event' | 'difference'>

export interface PersonUpdate extends ScimUserUpdate {
  readonly user: {
    readonly id: string
    /** `ScimUserPerson.mark` when it was judged. */
    readonly mark: string
    /** Null leaves it. */
    readonly profile: UserProfile | null
    /** Null leaves it. */
    readonly status: 'active' | 'disabled' | null
    readonly left: boolean | null
  }
}

/** Writes resource, mirror and event in one statement; false, and nothing, when anything it was judged by has changed. */
export async function updateScimUser(sql: Sql, update: ScimUserUpdate): Promise<boolean> {
  const { person, difference, event, at } = update
  const { statement, values } = prepared(
    `scim-update-user-${difference}`,
    Prisma.sql`
    with gate as materialized (${lockResource(update)}),
    stored as (${updateResource(person, at)} from gate where s.id = gate.id returning s.id),
    ${mirrored(update)}
    done as materialized (select ${MIRRORED[difference]} from stored),
    ${eventParts('done', event)}
    select 1 from stored`,
  )
  return (await sql(statement, values)).length === 1
}

/** The same for a connection that a self-test plays on, which has neither mirror nor events. */
export async function updateSandboxUser(sql: Sql, update: PlainUpdate): Promise<boolean> {
  const { statement, values } = prepared(
    'scim-update-sandbox-user',
    Prisma.sql`
    with gate as materialized (${lockResource(update)})
    ${updateResource(update.person, update.at)} from gate where s.id = gate.id returning s.id`,
  )
  return (await sql(statement, values)).length === 1
}

/**
 * The same together with the person here. Someone who is disabled loses with it everything they could come in by, and
 * counts as a removal. Answers what ended, or null when nothing was written.
 */
export async function updateScimPerson(
  sql: Sql,
  update: PersonUpdate,
): Promise<EndedAccess | 'nothing_ended' | null> {
  const { person, user, difference, event, at } = update
  const disables = user.status === 'disabled'
  const { statement, values } = prepared(
    `scim-update-person-${user.status ?? 'same'}-${user.profile ? 'profile' : 'none'}-${difference}`,
    Prisma.sql`
    with gate as materialized (${lockPerson(update)}),
    changed as (${updatePerson(user, at)} from gate where u.id = gate.user_id returning u.id),
    stored as (${updateResource(person, at)} from gate, changed where s.id = gate.id returning s.id),
    ${mirrored(update)} ${disables ? removePerson(person, at) : Prisma.empty}
    done as materialized (
      select ${MIRRORED[difference]} ${disables ? COUNT_REMOVED : Prisma.empty} from stored
    ), ${eventParts('done', event)}
    select ${disables ? ENDED : Prisma.sql`null::jsonb`} as access from stored`,
  )
  const [row] = await sql<{ access: EndedAccess | null }>(statement, values)
  return row ? (row.access ?? 'nothing_ended') : null
}

function lockPerson({ user, ...update }: PersonUpdate): Prisma.Sql {
  const { id, connectionId } = update.person
  return Prisma.sql`
    select s.id, u.id as user_id from scim_users s join connections c on c.id = s.connection_id cross join users u
    where s.id = ${id}::uuid and s.connection_id = ${connectionId}::uuid and s.version = ${update.version}::int
      and c.rules_version = ${update.rulesVersion}::int and u.id = ${user.id}::uuid and u.xmin::text = ${user.mark}
    for no key update of s, u`
}

const STATUS = {
  disabled: (at: Date) => Prisma.sql`
    status = 'disabled', disabled_by = 'sync', disabled_run_id = null, disabled_at = ${at}::timestamptz,`,
  active: () =>
    Prisma.sql`status = 'active', disabled_by = null, disabled_run_id = null, disabled_at = null,`,
}

/** Up to the `from`. Columns that stay are not named, because others are worked out from them anew when they are. */
function updatePerson({ profile, status, left }: PersonUpdate['user'], at: Date): Prisma.Sql {
  return Prisma.sql`
    update users u set ${profile ? setProfile(profile) : Prisma.empty} ${status ? STATUS[status](at) : Prisma.empty}
      left_at = case ${left}::bool when true then ${at}::timestamptz when false then null else u.left_at end,
      updated_at = ${at}::timestamptz`
}

function setProfile(profile: UserProfile): Prisma.Sql {
  return Prisma.sql`
    name = ${profile.name}, given_name = ${profile.givenName}, surname = ${profile.surname}, email = ${profile.email},
    job_title = ${profile.jobTitle}, department = ${profile.department}, employee_id = ${profile.employeeId},`
}

function removePerson({ connectionId }: PushedPerson, at: Date): Prisma.Sql {
  return Prisma.sql`
    removed as (
      insert into scim_removals (connection_id, user_id, at)
      select ${connectionId}::uuid, changed.id, ${at}::timestamptz from changed, stored returning id
    ), ended as materialized (
      select end_access(array[changed.id], ${at}::timestamptz) as access from changed, stored
    ),`
}

const COUNT_REMOVED = Prisma.sql`, (select count(*) from removed), (select count(*) from ended)`
const ENDED = Prisma.sql`(select access from ended)`

function lockResource({ person, version, rulesVersion }: PlainUpdate): Prisma.Sql {
  return Prisma.sql`
    select s.id from scim_users s join connections c on c.id = s.connection_id
    where s.id = ${person.id}::uuid and s.connection_id = ${person.connectionId}::uuid and s.version = ${version}::int
      and c.rules_version = ${rulesVersion}::int for no key update of s`
}

/** Up to the `from`. */
export function updateResource(person: PushedPerson, at: Date): Prisma.Sql {
  return Prisma.sql`
    update scim_users s set user_name_key = ${person.userNameKey}, external_id = ${person.externalId},
      match_keys = ${[...person.matchKeys]}::text[], document = ${JSON.stringify(person.document)}::jsonb,
      version = s.version + 1, last_modified = ${at}::timestamptz`
}

/** Up to the `from`. */
export function updateIdentity({ externalId, mirror }: PushedPerson, at: Date): Prisma.Sql {
  const { user, hash } = mirror
  return Prisma.sql`
    update entra_identities i set external_id = ${externalId}, display_name = ${user.displayName},
      given_name = ${user.givenName}, surname = ${user.surname}, mail = ${user.mail},
      user_principal_name = ${user.userPrincipalName}, job_title = ${user.jobTitle}, department = ${user.department},
      employee_id = ${user.employeeId}, company_name = ${user.companyName}, account_enabled = ${user.accountEnabled}::bool,
      content_hash = decode(${hash}, 'hex'), synced_at = ${at}::timestamptz`
}

/** The part that brings the mirror's row in step; none where nothing in it differs. */
function mirrored({ person, difference, at }: ScimUserUpdate): Prisma.Sql {
  if (difference === 'none') return Prisma.empty
  const update = difference === 'enabled' ? updateEnabled(person, at) : updateIdentity(person, at)
  return Prisma.sql`mirrored as (${update} from stored where i.id = stored.id returning i.id),`
}

const MIRRORED = {
  none: Prisma.sql`0`,
  enabled: Prisma.sql`(select count(*) from mirrored)`,
  all: Prisma.sql`(select count(*) from mirrored)`,
} as const

/** Up to the `from`. Texts are not named: what is worked out from them would be worked out anew. */
function updateEnabled({ mirror }: PushedPerson, at: Date): Prisma.Sql {
  return Prisma.sql`
    update entra_identities i set account_enabled = ${mirror.user.accountEnabled}::bool,
      content_hash = decode(${mirror.hash}, 'hex'), synced_at = ${at}::timestamptz`
}
