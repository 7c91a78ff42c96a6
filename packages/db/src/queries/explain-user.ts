import type { Prisma } from '../generated/client.ts'

/** The person's own row, as far as it explains anything. */
export interface ExplainedUserRow {
  id: string
  name: string
  givenName: string | null
  surname: string | null
  email: string | null
  jobTitle: string | null
  department: string | null
  employeeId: string | null
  status: string
  disabledBy: string | null
  disabledRunId: string | null
  disabledAt: Date | null
  editedFields: string[]
  claimedAt: Date | null
  registeredAt: Date | null
  leftAt: Date | null
  createdAt: Date
  /** A directory that was disconnected since held the person. */
  formerlyHeld: boolean
}

export async function findExplainedUser(
  db: Prisma.TransactionClient,
  id: string,
): Promise<ExplainedUserRow | null> {
  const rows = await db.$queryRaw<ExplainedUserRow[]>`
    select u.id::text, u.name, u.given_name as "givenName", u.surname, u.email, u.job_title as "jobTitle", u.department,
      u.employee_id as "employeeId", u.status, u.disabled_by as "disabledBy", u.disabled_run_id::text as "disabledRunId",
      u.disabled_at as "disabledAt", u.edited_fields as "editedFields", u.claimed_at as "claimedAt",
      u.registered_at as "registeredAt", u.left_at as "leftAt", u.created_at as "createdAt",
      exists (select 1 from former_links f where f.user_id = u.id) as "formerlyHeld"
    from users u where u.id = ${id}::uuid`
  return rows[0] ?? null
}

/** One way the person came into a realm: by hand, or by a mapping of a connection. */
export interface ExplainedMembershipRow {
  realmId: string
  name: string
  slug: string
  color: string
  mappingId: string | null
  connectionId: string | null
  connectionName: string | null
  groupId: string | null
  groupName: string | null
  createdAt: Date
}

export async function listExplainedMemberships(
  db: Prisma.TransactionClient,
  userId: string,
): Promise<ExplainedMembershipRow[]> {
  return db.$queryRaw<ExplainedMembershipRow[]>`
    select r.id::text as "realmId", r.name, r.slug, r.color, m.mapping_id::text as "mappingId",
      c.id::text as "connectionId", c.display_name as "connectionName", g.group_object_id as "groupId",
      g.group_name as "groupName", m.created_at as "createdAt"
    from realm_memberships m
    join realms r on r.id = m.realm_id
    left join group_mappings g on g.id = m.mapping_id
    left join connections c on c.id = g.connection_id
    where m.user_id = ${userId}::uuid
    order by r.name, r.id, m.origin <> 'hand', m.created_at`
}

/** The newest event of its type about one thing: `about` is a profile field, a realm id, or empty. */
export interface LatestEventRow {
  type: string
  about: string
  at: Date
  actor: string | null
}

export async function listLatestEvents(
  db: Prisma.TransactionClient,
  userId: string,
): Promise<LatestEventRow[]> {
  return db.$queryRaw<LatestEventRow[]>`
    select distinct on (e.type, k.about) e.type, k.about, e.at, e.actor->>'name' as actor
    from events e
    cross join lateral (
      select f->>'field' as about
      from jsonb_array_elements(case jsonb_typeof(e.data->'fields') when 'array' then e.data->'fields' else '[]' end) f
      where e.type = 'user.updated'
      union all
      select coalesce(e.realm_id::text, '') where e.type <> 'user.updated'
    ) k
    where e.user_id = ${userId}::uuid and k.about is not null
      and e.type in ('user.updated', 'user.disabled', 'user.enabled', 'realm.member_added')
    order by e.type, k.about, e.id desc`
}

/**
 * The newest applied change of one aspect of the person: `field:<name>`, `status`, `left`, `created`,
 * `linked:<identity id>` or `mapping:<id>` for a realm gained.
 */
export interface LatestChangeRow {
  aspect: string
  /** What the aspect became, as text. */
  value: string | null
  kind: string
  reason: string
  runId: string
  mode: string
  actor: string | null
  at: Date | null
  connectionId: string
  connectionName: string
}

export async function listLatestChanges(
  db: Prisma.TransactionClient,
  userId: string,
): Promise<LatestChangeRow[]> {
  return db.$queryRaw<LatestChangeRow[]>`
    select distinct on (k.aspect) k.aspect, k.value, c.kind, c.reason, c.run_id::text as "runId", r.mode,
      r.actor->>'name' as actor, b.applied_at as at, r.connection_id::text as "connectionId",
      n.display_name as "connectionName"
    from sync_changes c
    join sync_runs r on r.id = c.run_id and c.seq <= r.applied_through
    join connections n on n.id = r.connection_id
    left join lateral (select applied_at from sync_batches b
      where b.run_id = c.run_id and b.to_seq >= c.seq order by b.to_seq limit 1) b on true
    cross join lateral (
      select 'field:' || f.key as aspect, f.value from jsonb_each_text(c.after->'profile') f
      union all
      select 'status', c.after->>'status' where jsonb_exists(c.after, 'status')
      union all
      select 'left', c.after->>'left' where jsonb_exists(c.after, 'left')
      union all
      select 'created', null where c.kind = 'create'
      union all
      select 'linked:' || c.identity_id::text, c.after->>'linked' where jsonb_exists(c.after, 'linked')
      union all
      select 'mapping:' || (g->>'mappingId'), null from jsonb_array_elements(c.realms_gained) g
    ) k
    where c.user_id = ${userId}::uuid and c.outcome = 'pending' and k.aspect is not null
    order by k.aspect, b.applied_at desc, c.run_id desc, c.seq desc`
}
