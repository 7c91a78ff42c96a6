import { arrayOf, jsonArrayOf } from '../array-parameter.ts'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'

/** One row of a plan as it is stored. JSON columns take plain values. */
export interface NewChange {
  readonly seq: number
  readonly kind: string
  readonly userId: string | null
  readonly identityId: string | null
  readonly realmId: string | null
  readonly mappingId: string | null
  readonly objectId: string | null
  readonly name: string
  readonly email: string | null
  readonly before: object
  readonly after: object
  readonly realmsGained: readonly object[]
  readonly realmsLost: readonly object[]
  readonly reason: string
  /** `noted` for rows that record something and change nothing. */
  readonly outcome: 'pending' | 'noted' | 'failed'
  readonly error: object | null
}

/** The rows of a plan on their way into the database. Making this ready takes time that has to pass in no transaction. */
export type PlanBatch = Prisma.Sql | null

export function toPlanBatch(changes: readonly NewChange[]): PlanBatch {
  if (changes.length === 0) return null
  const column = (type: 'int' | 'text' | 'uuid', pick: (change: NewChange) => string | number | null) =>
    arrayOf(changes.map(pick), type)
  const json = (pick: (change: NewChange) => unknown) => jsonArrayOf(changes.map(pick))
  return Prisma.sql`unnest(${column('int', (c) => c.seq)}, ${column('text', (c) => c.kind)},
    ${column('uuid', (c) => c.userId)}, ${column('uuid', (c) => c.identityId)}, ${column('uuid', (c) => c.realmId)},
    ${column('uuid', (c) => c.mappingId)}, ${column('text', (c) => c.objectId)}, ${column('text', (c) => c.name)},
    ${column('text', (c) => c.email)}, ${json((c) => c.before)}, ${json((c) => c.after)},
    ${json((c) => c.realmsGained)}, ${json((c) => c.realmsLost)}, ${column('text', (c) => c.reason)},
    ${column('text', (c) => c.outcome)}, ${json((c) => c.error)}
  ) as r(seq, kind, user_id, identity_id, realm_id, mapping_id, object_id, name, email, before, after, gained, lost,
         reason, outcome, error)`
}

export async function insertChanges(tx: Tx, runId: string, changes: readonly NewChange[]): Promise<void> {
  await insertPlanBatch(tx, runId, { batch: toPlanBatch(changes), after: 0 })
}

/** Writes rows whose `seq` is counted from `after`. */
export async function insertPlanBatch(
  tx: Tx,
  runId: string,
  { batch, after }: { batch: PlanBatch; after: number },
): Promise<void> {
  if (batch === null) return
  await tx.$executeRaw`
    insert into sync_changes (run_id, seq, kind, user_id, identity_id, realm_id, mapping_id, object_id, name, email,
      before, after, realms_gained, realms_lost, reason, outcome, error)
    select ${runId}::uuid, ${after}::int + r.seq, r.kind, r.user_id, r.identity_id, r.realm_id, r.mapping_id, r.object_id, r.name,
      r.email, r.before, r.after, r.gained, r.lost, r.reason, r.outcome, nullif(r.error, 'null'::jsonb)
    from ${batch}`
}

/** Takes back what a planning left behind when it has to begin again; rows noted while reading stay. */
export async function clearPlan(tx: Tx, runId: string, afterSeq: number): Promise<void> {
  await tx.$executeRaw`delete from sync_changes where run_id = ${runId}::uuid and seq > ${afterSeq}::int`
}

export async function lastSeq(tx: Tx, runId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ last: number }[]>`
    select coalesce(max(seq), 0)::int as last from sync_changes where run_id = ${runId}::uuid`
  return rows[0]?.last ?? 0
}

export interface NewConflict {
  readonly id: string
  readonly identityId: string
  readonly reason: string
  readonly candidateIds: readonly string[]
}

/** Opens conflicts, which a run found or, without one, a request; or refreshes the open ones of the same people. Decided ones are left as they were decided. */
export async function recordConflicts(
  tx: Tx,
  connectionId: string,
  runId: string | null,
  conflicts: readonly NewConflict[],
): Promise<void> {
  if (conflicts.length === 0) return
  await tx.$executeRaw`
    insert into conflicts as c (id, connection_id, identity_id, run_id, reason, candidate_ids)
    select r.id, ${connectionId}::uuid, r.identity_id, ${runId}::uuid, r.reason, string_to_array(r.candidates, ',')::uuid[]
    from unnest(${conflicts.map((c) => c.id)}::uuid[], ${conflicts.map((c) => c.identityId)}::uuid[],
      ${conflicts.map((c) => c.reason)}::text[], ${conflicts.map((c) => c.candidateIds.join(','))}::text[]
    ) as r(id, identity_id, reason, candidates)
    on conflict (identity_id) do update set run_id = excluded.run_id, reason = excluded.reason,
      candidate_ids = excluded.candidate_ids, status = 'open', decided_by = null, decided_at = null,
      created_at = case when c.status = 'open' then c.created_at else now() end`
}

/** Closes open conflicts that the newest complete plan no longer found. */
export async function resolveOtherConflicts(tx: Tx, connectionId: string, runId: string): Promise<void> {
  await tx.$executeRaw`
    update conflicts set status = 'resolved', decided_at = now()
    where connection_id = ${connectionId}::uuid and status = 'open' and run_id is distinct from ${runId}::uuid`
}

/** Rows of a run by kind and outcome. */
export async function countChanges(
  tx: Tx,
  runId: string,
): Promise<{ kind: string; outcome: string; count: number }[]> {
  return tx.$queryRaw<{ kind: string; outcome: string; count: number }[]>`
    select kind, outcome, count(*)::int as count from sync_changes where run_id = ${runId}::uuid group by kind, outcome`
}
