import type { Tx } from '../change.ts'

export interface LeaveOutQuery {
  readonly runId: string
  readonly seqs: readonly number[]
  readonly kinds: readonly string[]
}

/** Which of these numbers are no change that could be left out: unknown, only noted, or a realm that people need. */
export async function listNotLeavable(tx: Tx, { runId, seqs }: LeaveOutQuery): Promise<number[]> {
  if (seqs.length === 0) return []
  const rows = await tx.$queryRaw<{ seq: number }[]>`
    select s.seq from unnest(${seqs}::int[]) as s(seq)
    where not exists (select 1 from sync_changes c
      where c.run_id = ${runId}::uuid and c.seq = s.seq and c.outcome = 'pending' and c.kind <> 'create_realm')
    order by s.seq`
  return rows.map((row) => row.seq)
}

/** Marks changes of a waiting plan as not to be applied, and lowers what the run has to do. Answers how many. */
export async function leaveOutChanges(tx: Tx, { runId, seqs, kinds }: LeaveOutQuery): Promise<number> {
  if (seqs.length === 0 && kinds.length === 0) return 0
  const count = await tx.$executeRaw`
    update sync_changes c set outcome = 'left_out'
    where c.run_id = ${runId}::uuid and c.outcome = 'pending' and c.kind <> 'create_realm'
      and (c.seq = any(${seqs}::int[]) or c.kind = any(${kinds}::text[]))`
  await tx.$executeRaw`
    update sync_runs set left_out = left_out + ${count}::int, change_count = change_count - ${count}::int
    where id = ${runId}::uuid`
  return count
}

export interface Decision {
  readonly by: string
  readonly at: Date
  readonly note: string | null
}

/** Writes down who decided about a plan, and why. */
export async function recordDecision(tx: Tx, runId: string, { by, at, note }: Decision): Promise<void> {
  await tx.syncRun.update({
    where: { id: runId },
    data: { decidedBy: by, decidedAt: at, decisionNote: note },
    select: { id: true },
  })
}

/** Ends a plan that waits; false when it was not waiting any more. */
export async function rejectWaitingRun(tx: Tx, runId: string): Promise<boolean> {
  const rejected = await tx.$executeRaw`
    update sync_runs set status = 'cancelled', finished_at = now(), cancel_requested_at = now(), held = null
    where id = ${runId}::uuid and status = 'awaiting_confirmation'`
  return rejected === 1
}

/** Counts the kinds of a finished plan once, so that nobody has to count a million rows to look at a page of them. */
export async function storeChangeKinds(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`
    update sync_runs set change_kinds = (
      select coalesce(jsonb_object_agg(k.kind, k.total), '{}') from (
        select kind, count(*) as total from sync_changes where run_id = ${runId}::uuid group by kind) k)
    where id = ${runId}::uuid`
}
