import type { Tx } from '../change.ts'

/** The active run of a connection, for whoever has a change to add to it. */
export interface HeldRun {
  id: string
  status: string
  mode: string
}

/** Holds the active run of a connection; null when there is none, or when somebody is at work on it this moment. */
export async function lockActiveRun(tx: Tx, connectionId: string): Promise<HeldRun | null> {
  const rows = await tx.$queryRaw<HeldRun[]>`
    select id::text, status, mode from sync_runs where connection_id = ${connectionId}::uuid
      and status in ('queued', 'reading', 'planning', 'awaiting_confirmation', 'applying')
    for update skip locked`
  return rows[0] ?? null
}

/** Makes a run that was just inserted wait for a person, without any worker. */
export async function makeRunWait(tx: Tx, runId: string): Promise<void> {
  await tx.$executeRaw`
    update sync_runs set status = 'awaiting_confirmation', lease_expires_at = null, started_at = now(),
      change_kinds = '{}', complete_reading = false
    where id = ${runId}::uuid`
}

/** Counts one more row of a kind in a waiting plan. */
export async function countHeldChange(tx: Tx, runId: string, kind: string): Promise<void> {
  await tx.$executeRaw`
    update sync_runs set change_count = change_count + 1, seen = seen + 1,
      disabled = disabled + (${kind} = 'disable')::int, deactivated = deactivated + (${kind} = 'deactivate')::int,
      change_kinds = jsonb_set(coalesce(change_kinds, '{}'), array[${kind}::text],
        to_jsonb(coalesce((change_kinds->>${kind}::text)::int, 0) + 1))
    where id = ${runId}::uuid`
}

export interface DroppedChange {
  run_id: string
  kind: string
}

/** Marks what a waiting plan would have done to this person, or to the user of that id, as stale, and holds that plan. */
export async function dropHeldChanges(
  tx: Tx,
  { connectionId, identityId, userId }: { connectionId: string; identityId: string; userId: string | null },
): Promise<DroppedChange[]> {
  return tx.$queryRaw<DroppedChange[]>`
    with waiting as materialized (
      select r.id from sync_runs r
      where r.connection_id = ${connectionId}::uuid and r.status = 'awaiting_confirmation' for update
    ), dropped as (
      update sync_changes c set outcome = 'stale', error =
        '{"message": "The directory told of this person again before anyone decided, so nothing was done.", "hint": "Nothing has to be done: what the directory said last counts."}'
      from waiting where c.run_id = waiting.id and (c.identity_id = ${identityId}::uuid or c.user_id = ${userId}::uuid) and c.outcome = 'pending'
      returning c.run_id, c.kind
    )
    select run_id::text, kind from dropped`
}
