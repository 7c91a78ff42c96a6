import { Prisma } from '../generated/client.ts'

/** A mirrored person with everything stored about why they are here or not. Nulls where there is no such thing. */
export interface ExplainedIdentityRow {
  id: string
  connectionId: string
  connectionName: string
  connectionKind: string
  /** Which SCIM attribute fills each profile field, where that was chosen. */
  scimMirroring: unknown
  groupIds: string[]
  includeNested: boolean
  includeGuests: boolean
  leaverPolicy: string
  leaverGraceDays: number
  refreshClaimed: boolean
  nextRunAt: Date | null
  objectId: string
  /** What the client of a pushed person calls them. */
  externalId: string | null
  displayName: string | null
  givenName: string | null
  surname: string | null
  mail: string | null
  userPrincipalName: string | null
  jobTitle: string | null
  department: string | null
  employeeId: string | null
  accountEnabled: boolean
  userType: string
  createdAt: Date
  syncedAt: Date
  leftAt: Date | null
  userId: string | null
  userName: string | null
  conflictId: string | null
  conflictStatus: string | null
  conflictAt: Date | null
  decidedBy: string | null
  decidedAt: Date | null
  /** A run of the connection that reads, plans or applies at this moment. */
  workingRunId: string | null
  /** The newest change that any run planned for the person, null when none has. */
  change: IdentityChange | null
}

export interface IdentityChange {
  kind: string
  outcome: string
  reason: string
  /** Sentence and hint, when it failed. */
  message: string | null
  hint: string | null
  /** The run has dealt with it. */
  applied: boolean
  at: Date | null
  runId: string
  runStatus: string
  runActor: string | null
  runAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  /** The user the change was about is not here any more; by whom and when they were deleted, as far as an event says. */
  userGone: boolean
  deletedBy: string | null
  deletedAt: Date | null
}

type FlatRow = Omit<ExplainedIdentityRow, 'change'> & {
  [K in keyof IdentityChange as `c_${K}`]: IdentityChange[K] | null
}

/** Facts about these people of the mirror, in the order of nothing in particular; or about the identities of one user. */
export async function listExplainedIdentities(
  db: Prisma.TransactionClient,
  which: { readonly ids: readonly string[] } | { readonly userId: string },
): Promise<ExplainedIdentityRow[]> {
  const wanted =
    'ids' in which
      ? Prisma.sql`i.id = any(${[...which.ids]}::uuid[])`
      : Prisma.sql`i.user_id = ${which.userId}::uuid`
  const rows = await db.$queryRaw<FlatRow[]>`
    select i.id::text, i.connection_id::text as "connectionId", n.display_name as "connectionName",
      n.kind as "connectionKind", n.scim_mirroring as "scimMirroring",
      i.external_id as "externalId", n.group_ids as "groupIds", n.include_nested as "includeNested", n.include_guests as "includeGuests",
      n.leaver_policy as "leaverPolicy", n.leaver_grace_days as "leaverGraceDays",
      n.refresh_claimed as "refreshClaimed", n.next_run_at as "nextRunAt", i.object_id as "objectId",
      i.display_name as "displayName", i.given_name as "givenName", i.surname, i.mail,
      i.user_principal_name as "userPrincipalName", i.job_title as "jobTitle", i.department,
      i.employee_id as "employeeId", i.account_enabled as "accountEnabled", i.user_type as "userType",
      i.created_at as "createdAt", i.synced_at as "syncedAt", i.left_at as "leftAt",
      u.id::text as "userId", u.name as "userName", k.id::text as "conflictId", k.status as "conflictStatus",
      k.created_at as "conflictAt", k.decided_by as "decidedBy", k.decided_at as "decidedAt",
      w.id::text as "workingRunId", ${changeColumns}
    from entra_identities i
    join connections n on n.id = i.connection_id
    left join users u on u.id = i.user_id
    left join conflicts k on k.identity_id = i.id
    left join sync_runs w on w.connection_id = i.connection_id
      and w.status in ('queued', 'reading', 'planning', 'applying')
    left join lateral (select x.* from sync_changes x where x.identity_id = i.id
      order by x.run_id desc, x.seq desc limit 1) c on true
    left join sync_runs r on r.id = c.run_id
    left join lateral (select applied_at from sync_batches b
      where b.run_id = c.run_id and b.to_seq >= c.seq order by b.to_seq limit 1) b on true
    left join lateral (select e.at, e.actor->>'name' as actor from events e
      where e.user_id = c.user_id and e.type = 'user.deleted' order by e.id desc limit 1) d on true
    where ${wanted}
    order by n.display_name, i.connection_id, i.ordinal`
  return rows.map(toExplained)
}

const changeColumns = Prisma.sql`c.kind as c_kind, c.outcome as c_outcome, c.reason as c_reason,
  c.error->>'message' as c_message, c.error->>'hint' as c_hint, c.seq <= r.applied_through as c_applied,
  b.applied_at as c_at, r.id::text as "c_runId", r.status as "c_runStatus", r.actor->>'name' as "c_runActor",
  r.created_at as "c_runAt", r.decided_by as "c_decidedBy", r.decided_at as "c_decidedAt",
  c.user_id is not null and not exists (select 1 from users g where g.id = c.user_id) as "c_userGone",
  d.actor as "c_deletedBy", d.at as "c_deletedAt"`

function toExplained(row: FlatRow): ExplainedIdentityRow {
  const {
    c_kind: kind,
    c_outcome: outcome,
    c_reason: reason,
    c_message: message,
    c_hint: hint,
    c_applied: applied,
    c_at: at,
    c_runId: runId,
    c_runStatus: runStatus,
    c_runActor: runActor,
    c_runAt: runAt,
    c_decidedBy: decidedBy,
    c_decidedAt: decidedAt,
    c_userGone: userGone,
    c_deletedBy: deletedBy,
    c_deletedAt: deletedAt,
    ...identity
  } = row
  if (kind === null || outcome === null || reason === null || !runId || !runStatus || !runAt)
    return { ...identity, change: null }
  const run = { runId, runStatus, runActor, runAt, decidedBy, decidedAt }
  const gone = { userGone: userGone === true, deletedBy, deletedAt }
  return {
    ...identity,
    change: { kind, outcome, reason, message, hint, applied: applied === true, at, ...run, ...gone },
  }
}
