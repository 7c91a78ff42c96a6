import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'
import { toUserFacts, type Joined, type UserFacts } from './joined-user.ts'

/** One change that a run applied, beside the user and the directory record it was about, as they are now. */
export interface UndoRow {
  seq: number
  kind: string
  user_id: string
  identity_id: string | null
  object_id: string | null
  name: string
  email: string | null
  /** PersonState of the vocabulary with what else the change was guarded by. */
  before: unknown
  after: unknown
  /** RealmChange lists of the vocabulary. */
  realms_gained: unknown
  realms_lost: unknown
  /** Who the directory record is linked to now. */
  linked_user_id: string | null
  /** The directory record is still in the mirror. */
  known: boolean
  user: UndoUserRow | null
}

export interface UndoUserRow extends UserFacts {
  disabled_run_id: string | null
  /** A person here has done something to this user, at any time; and since the change was applied. */
  touched: boolean
  touched_since: boolean
  /** Another run has changed this user since. */
  synced_since: boolean
}

type FlatRow = Omit<UndoRow, 'user'> & Joined<UndoUserRow>

const presentColumns = Prisma.sql`
  u.name as u_name, u.given_name as u_given_name, u.surname as u_surname, u.email as u_email,
  u.job_title as u_job_title, u.department as u_department, u.employee_id as u_employee_id, u.role as u_role,
  u.status as u_status, u.disabled_by as u_disabled_by, u.disabled_run_id::text as u_disabled_run_id,
  u.registered_at is not null as u_registered, u.left_at is not null as u_left,
  u.edited_fields as u_edited_fields,
  exists (select 1 from entra_identities o where o.user_id = u.id and o.id is distinct from c.identity_id) as u_held_elsewhere,
  exists (select 1 from events e where e.user_id = u.id) as u_touched,
  exists (select 1 from events e where e.user_id = u.id and e.at > b.applied_at) as u_touched_since,
  exists (select 1 from sync_changes o join sync_runs x on x.id = o.run_id and o.seq <= x.applied_through
    where o.user_id = u.id and o.run_id <> c.run_id and o.outcome = 'pending' and exists (
      select 1 from sync_batches y where y.run_id = o.run_id and y.to_seq >= o.seq and y.applied_at > b.applied_at
    )) as u_synced_since`

export interface UndoPage {
  readonly runId: string
  /** Only this person's changes; null for everyone's. */
  readonly userId: string | null
  /** Changes before this number; null at the start. */
  readonly before: number | null
  readonly limit: number
}

/** What a run applied to people, newest first, with how each of them is now. */
export async function listUndoRows(tx: Tx, page: UndoPage): Promise<UndoRow[]> {
  const conditions = [
    Prisma.sql`c.run_id = ${page.runId}::uuid and c.outcome = 'pending' and c.user_id is not null`,
    ...(page.before === null ? [] : [Prisma.sql`c.seq < ${page.before}::int`]),
    ...(page.userId === null ? [] : [Prisma.sql`c.user_id = ${page.userId}::uuid`]),
  ]
  const rows = await tx.$queryRaw<FlatRow[]>`
    select c.seq, c.kind, c.user_id::text, c.identity_id::text, c.object_id, c.name, c.email, c.before, c.after,
      c.realms_gained, c.realms_lost, i.user_id::text as linked_user_id, i.id is not null as known, ${presentColumns}
    from sync_changes c
    join sync_runs r on r.id = c.run_id and c.seq <= r.applied_through
    left join users u on u.id = c.user_id
    left join entra_identities i on i.id = c.identity_id
    left join lateral (select s.applied_at from sync_batches s
      where s.run_id = c.run_id and s.to_seq >= c.seq order by s.to_seq limit 1) b on true
    where ${Prisma.join(conditions, ' and ')}
    order by c.seq desc limit ${page.limit}::int`
  return rows.map(toUndoRow)
}

function toUndoRow(row: FlatRow): UndoRow {
  const user = toUserFacts(row)
  if (user === null) return { ...row, user }
  const since = {
    disabled_run_id: row.u_disabled_run_id,
    touched: row.u_touched === true,
    touched_since: row.u_touched_since === true,
    synced_since: row.u_synced_since === true,
  }
  return { ...row, user: { ...user, ...since } }
}

export interface MembershipRow {
  user_id: string
  realm_id: string
  /** Null when the membership came by hand. */
  mapping_id: string | null
}

export async function listMemberships(tx: Tx, userIds: readonly string[]): Promise<MembershipRow[]> {
  if (userIds.length === 0) return []
  return tx.$queryRaw<MembershipRow[]>`
    select user_id::text, realm_id::text, mapping_id::text from realm_memberships
    where user_id = any(${userIds}::uuid[])`
}

/** Active owners, as far as is needed to tell whether some remain. */
export async function countActiveOwners(tx: Tx): Promise<number> {
  return tx.user.count({ where: { role: 'owner', status: 'active' } })
}

/** A realm that a run made, beside what is stored under its id now. */
export interface MadeRealmRow {
  kind: string
  name: string
  slug: string
  color: string
  mapping_id: string | null
  realm_id: string
  /** The realm that people got: the one made, or one that had its address already. Null when neither is left. */
  given_id: string | null
  /** The one made is still there; and nobody has changed its name, address, colour or description. */
  exists: boolean
  unchanged: boolean
}

/** The realms that a run made or, in an undo, deleted. */
export async function listMadeRealms(tx: Tx, runId: string): Promise<MadeRealmRow[]> {
  return tx.$queryRaw<MadeRealmRow[]>`
    select c.kind, c.name, p.slug, p.color, c.mapping_id::text, c.realm_id::text,
      coalesce(m.id, s.id)::text as given_id, m.id is not null as exists,
      coalesce(m.name = c.name and m.slug = p.slug and m.color = p.color and m.description is null, false) as unchanged
    from sync_changes c
    join sync_runs r on r.id = c.run_id and c.seq <= r.applied_through
    cross join lateral (select coalesce(c.after->>'slug', c.before->>'slug') as slug,
      coalesce(c.after->>'color', c.before->>'color') as color) p
    left join realms m on m.id = c.realm_id
    left join realms s on s.slug = p.slug
    where c.run_id = ${runId}::uuid and c.outcome = 'pending' and c.kind in ('create_realm', 'delete_realm')
    order by c.seq desc`
}

/** Which of these realms hold someone whom the planned undo does not take out, or serve another mapping. */
export async function listRealmsInUse(
  tx: Tx,
  { undoRunId, connectionId, realmIds }: { undoRunId: string; connectionId: string; realmIds: string[] },
): Promise<Set<string>> {
  if (realmIds.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id::text from realms r
    where r.id = any(${realmIds}::uuid[]) and (
      exists (select 1 from group_mappings g where g.realm_id = r.id
        and (g.connection_id <> ${connectionId}::uuid or g.mode <> 'create'))
      or exists (select 1 from realm_memberships m where m.realm_id = r.id and not exists (
        select 1 from sync_changes d where d.run_id = ${undoRunId}::uuid and d.user_id = m.user_id and d.outcome = 'pending'
          and (d.kind = 'delete' or d.realms_lost @>
            jsonb_build_array(jsonb_build_object('mappingId', m.mapping_id, 'realmId', m.realm_id))))))`
  return new Set(rows.map((row) => row.id))
}

/** Which of these realms exist. */
export async function listExistingRealms(tx: Tx, realmIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.realm.findMany({ where: { id: { in: [...realmIds] } }, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}

/** What of a run there is to take back: how many changes it applied to people or realms, or to this person. */
export async function countUndoable(tx: Tx, runId: string, userId: string | null): Promise<number> {
  const person = userId === null ? Prisma.empty : Prisma.sql`and c.user_id = ${userId}::uuid`
  const rows = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from sync_changes c
    join sync_runs r on r.id = c.run_id and c.seq <= r.applied_through
    where c.run_id = ${runId}::uuid and c.outcome = 'pending' ${person}`
  return rows[0]?.count ?? 0
}

/** The run that has taken all of this one back, unless it has been taken back itself; null when there is none. */
export async function findWholeUndo(tx: Tx, runId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select r.id::text from sync_runs r
    where r.undo_of = ${runId}::uuid and r.undo_user_id is null and r.applied_count > 0
      and r.status in ('succeeded', 'completed_with_errors')
      and not exists (select 1 from sync_changes c where c.run_id = r.id and c.outcome in ('stale', 'failed', 'left_out'))
      and not exists (select 1 from sync_runs x where x.undo_of = r.id and x.applied_count > 0)
    order by r.id desc limit 1`
  return rows[0]?.id ?? null
}
