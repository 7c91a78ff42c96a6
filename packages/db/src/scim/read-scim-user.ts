import { isActingOwner } from '../queries/acting-owners.ts'
import type { Tx } from '../change.ts'
import { gather } from '../gather.ts'
import { asJson, jsonRows } from '../json-rows.ts'
import { sqlIn, type Sql, type Statement } from '../sql.ts'
import type { UserFacts } from '../sync/joined-user.ts'
import type { StoredMirror } from './mirror-difference.ts'
import { inPlaces, itemRows, itemValues } from './items.ts'
import { withTimes } from './stored-resource.ts'

/** A stored User beside the person here, with all that deciding about a change of it takes. */
export interface ScimUserState extends StoredMirror {
  document: unknown
  version: number
  created_at: Date
  last_modified: Date
  rules_version: number
  /** The mirror's row is there; it is not on a connection that a self-test plays on. */
  mirrored: boolean
  /** A waiting plan of the connection holds a change of this person. */
  planned: boolean
  /** At least as many people as lost access by this connection within the hour; 0 beside someone who is not active. */
  removals: number
  user: ScimUserPerson | null
}

export interface ScimUserPerson extends UserFacts {
  id: string
  disabled_elsewhere: boolean
  /** Of someone who is not held, whether it could be: every owner. */
  last_owner: boolean
  /** A QR or a capability would end with an account that is active, and with a line in the history. */
  ends_noted: boolean
  /** Changes whenever the row does. */
  mark: string
}

export interface ScimUserQuery {
  readonly connectionId: string
  readonly id: string
  readonly at: Date
}

/**
 * Null when the connection has no such User. What takes looking around and is of no use for someone who stays is left out:
 * whether another directory holds them, and whether an owner is the last. Those who are read together share a statement.
 */
export function readScimUser(sql: Sql, query: ScimUserQuery): Promise<ScimUserState | null> {
  return readGathered(sql, query)
}

const readGathered = gather<ScimUserQuery, ScimUserState | null>({
  keysOf: () => [],
  async send(sql, items) {
    const rows = await jsonRows<ScimUserState & { place: number }>(sql, READ, itemValues(items))
    return inPlaces(items, rows.map(withTimes))
  },
})

/**
 * The same within a transaction, which holds the User and the person from then on: nobody else changes them before it
 * ends. Owners are held first, so that of two who are disabled at once one stays.
 */
export async function lockScimUser(tx: Tx, query: ScimUserQuery): Promise<ScimUserState | null> {
  const [held] = await tx.$queryRaw<{ user_id: string | null; role: string | null }[]>`
    select i.user_id::text, u.role from scim_users s
    left join entra_identities i on i.id = s.id left join users u on u.id = i.user_id
    where s.id = ${query.id}::uuid and s.connection_id = ${query.connectionId}::uuid for no key update of s`
  if (!held) return null
  if (held.role === 'owner')
    await tx.$queryRaw`select 1 from users u where ${isActingOwner} order by u.id for no key update`
  if (held.user_id !== null)
    await tx.$queryRaw`select 1 from users u where u.id = ${held.user_id}::uuid for no key update`
  const [row] = await jsonRows<ScimUserState>(sqlIn(tx), READ_CLOSELY, itemValues([query]))
  return row ? withTimes(row) : null
}

/** `around` is what takes looking around. */
function selectState(around: { heldElsewhere: string; lastOwner: string }): string {
  return asJson(`with ${itemRows('id uuid, "connectionId" uuid, at timestamptz')}
    select item.place, s.document, s.version, s.created_at, s.last_modified, c.rules_version, i.id is not null as mirrored,
      encode(i.content_hash, 'hex') as mirror_hash, i.external_id as mirror_external_id,
      exists (select 1 from sync_changes x join sync_runs r on r.id = x.run_id
        where x.identity_id = s.id and x.outcome = 'pending' and r.status = 'awaiting_confirmation') as planned,
      case when u.status = 'active'
        then scim_removals_at_most(c.id, greatest(item.at - interval '1 hour', c.scim_window_from))::float8
        else 0 end as removals,
      case when u.id is not null then json_build_object(
        'id', u.id, 'name', u.name, 'given_name', u.given_name, 'surname', u.surname, 'email', u.email,
        'job_title', u.job_title, 'department', u.department, 'employee_id', u.employee_id, 'role', u.role,
        'status', u.status, 'disabled_by', u.disabled_by, 'registered', u.registered_at is not null,
        'left', u.left_at is not null, 'edited_fields', u.edited_fields, 'mark', u.xmin::text,
        'held_elsewhere', ${around.heldElsewhere}, 'last_owner', ${around.lastOwner},
        'disabled_elsewhere', u.status = 'disabled' and exists (select 1 from entra_identities o
          where o.user_id = u.id and o.id <> i.id and o.left_at is null and not o.account_enabled),
        'ends_noted', u.status = 'active' and (
          exists (select 1 from wallet_sessions w where w.user_id = u.id and w.status in ('open', 'connected'))
          or exists (select 1 from capability_grants g where g.user_id = u.id and g.ended_at is null))) end as "user"
    from item join scim_users s on s.id = item.id and s.connection_id = item."connectionId"
    join connections c on c.id = s.connection_id
    left join entra_identities i on i.id = s.id
    left join users u on u.id = i.user_id`)
}

const READ: Statement = {
  name: 'scim-read-users',
  text: selectState({ heldElsewhere: 'false', lastOwner: `u.role = 'owner'` }),
}

const READ_CLOSELY: Statement = {
  name: null,
  text: selectState({
    heldElsewhere: `exists (
          select 1 from entra_identities o where o.user_id = u.id and o.id <> i.id and o.left_at is null)`,
    lastOwner: `u.role = 'owner' and ${isActingOwner.text}
          and (select count(*) from users u where ${isActingOwner.text}) = 1`,
  }),
}
