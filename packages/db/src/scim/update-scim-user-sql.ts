import { itemRows } from './items.ts'
import type { MirrorDifference } from './mirror-difference.ts'
import {
  EVENT_COLUMNS,
  eventParts,
  PERSON_COLUMNS,
  RESOURCE_COLUMNS,
  UPDATE_IDENTITY,
  UPDATE_RESOURCE,
} from './pushed-person.ts'

/** What a statement does beside storing the document. */
export interface UpdateForm {
  readonly difference: MirrorDifference
  /** Null leaves the person here alone. */
  readonly user: { readonly status: 'active' | 'disabled' | null; readonly profile: boolean } | null
}

const JUDGED_COLUMNS = `"rulesVersion" int, version int`

/** Holds the resource if it is as it was judged. */
const LOCK_RESOURCE = `select p.* from item p join connections c on c.id = p."connectionId" and c.rules_version = p."rulesVersion"
    cross join lateral (
      select 1 from scim_users s where s.id = p.id and s.connection_id = p."connectionId" and s.version = p.version
      for no key update
    ) held`

/** Stores the document alone. */
export const SANDBOX_TEXT = `with ${itemRows(`${RESOURCE_COLUMNS}, ${JUDGED_COLUMNS}`)}, gate as materialized (${LOCK_RESOURCE})
    ${UPDATE_RESOURCE} from gate p where s.id = p.id returning s.id`

function columnsOf({ difference, user }: UpdateForm): string {
  const person = difference === 'all' ? PERSON_COLUMNS : RESOURCE_COLUMNS
  const here = user ? `, "userId" uuid, mark text, "left" bool ${user.profile ? ', profile jsonb' : ''}` : ''
  return `${person}, ${JUDGED_COLUMNS}, ${EVENT_COLUMNS}${here}`
}

/** One row for each item that was written: its place, and what access ended. */
export function updateText(form: UpdateForm): string {
  const { difference, user } = form
  const disables = user?.status === 'disabled'
  const parts = [
    itemRows(columnsOf(form)),
    `gate as materialized (${user ? LOCK_PERSON : LOCK_RESOURCE})`,
    ...(user
      ? [
          `changed as (${updatePerson(user)} from ${gateOf(user)} where u.id = p."userId" returning u.id, p.place)`,
        ]
      : []),
    `stored as (
      ${UPDATE_RESOURCE} from gate p ${user ? 'join changed on changed.place = p.place' : ''} where s.id = p.id
      returning s.id, p.place
    )`,
    ...(difference === 'none'
      ? []
      : [
          `mirrored as (${difference === 'enabled' ? UPDATE_ENABLED : UPDATE_IDENTITY}
      from gate p join stored on stored.place = p.place where i.id = p.id returning i.id)`,
        ]),
    ...(disables ? [REMOVE, END] : []),
    `done as materialized (
      select stored.place ${difference === 'none' ? '' : ', (select count(*) from mirrored)'}
        ${disables ? ', (select count(*) from removed), (select count(*) from ended)' : ''}
      from stored
    )`,
    eventParts('done'),
  ]
  return `with ${parts.join(',\n    ')}
    select stored.place, ${disables ? 'ended.access from stored join ended on ended.place = stored.place' : 'null::jsonb as access from stored'}`
}

/** Holds the resource and the person if both are as they were judged. */
const LOCK_PERSON = `select p.* from item p join connections c on c.id = p."connectionId" and c.rules_version = p."rulesVersion"
    cross join lateral (
      select 1 from scim_users s cross join users u
      where s.id = p.id and s.connection_id = p."connectionId" and s.version = p.version
        and u.id = p."userId" and u.xmin::text = p.mark
      for no key update of s, u
    ) held`

function gateOf({ profile }: NonNullable<UpdateForm['user']>): string {
  if (!profile) return 'gate p'
  return `gate p cross join jsonb_to_record(p.profile) as f(name text, "givenName" text, surname text, email text,
    "jobTitle" text, department text, "employeeId" text)`
}

const STATUS = {
  disabled: `status = 'disabled', disabled_by = 'sync', disabled_run_id = null, disabled_at = p.at,`,
  active: `status = 'active', disabled_by = null, disabled_run_id = null, disabled_at = null,`,
}

const PROFILE = `name = f.name, given_name = f."givenName", surname = f.surname, email = f.email, job_title = f."jobTitle",
      department = f.department, employee_id = f."employeeId",`

/** Up to the `from`. Columns that stay are not named, because others are worked out from them anew when they are. */
function updatePerson({ profile, status }: NonNullable<UpdateForm['user']>): string {
  return `update users u set ${profile ? PROFILE : ''} ${status ? STATUS[status] : ''}
      left_at = case p."left" when true then p.at when false then null else u.left_at end, updated_at = p.at`
}

/** Up to the `from`. Texts are not named: what is worked out from them would be worked out anew. */
const UPDATE_ENABLED = `update entra_identities i set account_enabled = p."accountEnabled",
      content_hash = decode(p.hash, 'hex'), synced_at = p.at`

const REMOVE = `removed as (
      insert into scim_removals (connection_id, user_id, at)
      select p."connectionId", p."userId", p.at from gate p join stored on stored.place = p.place returning id
    )`

const END = `ended as materialized (
      select p.place, end_access(array[p."userId"], p.at) as access from gate p join stored on stored.place = p.place
    )`
