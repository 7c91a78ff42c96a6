import { Prisma, type PrismaClient } from '../generated/client.ts'
import type { Tx } from '../change.ts'

const ACTIVE = Prisma.sql`('queued', 'reading', 'planning', 'awaiting_confirmation', 'applying')`
/** States in which a worker holds the run. */
const WORKING = Prisma.sql`('queued', 'reading', 'planning', 'applying')`

/** A run that nobody has taken by then counts as abandoned. */
const PICK_UP_SECONDS = 12

export interface NewRun {
  readonly id: string
  readonly connectionId: string
  readonly mode: string
  readonly modeNote: string | null
  readonly trigger: string
  readonly planOnly: boolean
  readonly actor: object
  readonly scope: object
  /** The run to take back, and the only person whose changes are taken back; absent for a run that reads. */
  readonly undo?: { readonly runId: string; readonly userId: string | null }
}

/** Adds a queued run unless the connection has an active one; the partial unique index decides the race. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const added = await tx.$executeRaw`
    insert into sync_runs (id, connection_id, mode, mode_note, trigger, plan_only, actor, scope, undo_of, undo_user_id, lease_expires_at)
    values (${run.id}::uuid, ${run.connectionId}::uuid, ${run.mode}, ${run.modeNote}, ${run.trigger}, ${run.planOnly},
      ${JSON.stringify(run.actor)}::jsonb, ${JSON.stringify(run.scope)}::jsonb,
      ${run.undo?.runId ?? null}::uuid, ${run.undo?.userId ?? null}::uuid, now() + ${PICK_UP_SECONDS}::int * interval '1 second')
    on conflict do nothing`
  return added === 1
}

export async function findActiveRun(tx: Tx, connectionId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text from sync_runs where connection_id = ${connectionId}::uuid and status in ${ACTIVE}`
  return rows[0]?.id ?? null
}

/**
 * Takes a run for `owner` until `seconds` from now, unless another worker's lease is still good. Time is the database's,
 * so that workers need not agree on theirs.
 */
export async function takeLease(tx: Tx, runId: string, owner: string, seconds: number): Promise<boolean> {
  const taken = await tx.$executeRaw`
    update sync_runs set lease_owner = ${owner}, lease_expires_at = now() + ${seconds}::int * interval '1 second',
      started_at = coalesce(started_at, now())
    where id = ${runId}::uuid and status in ${WORKING}
      and (lease_owner is null or lease_owner = ${owner} or lease_expires_at < now())`
  return taken === 1
}

export interface LeaseState {
  readonly held: boolean
  readonly cancelRequested: boolean
}

/** Extends the lease; tells whether it was still held and whether someone asked to stop. Also the fence of every batch. */
export async function renewLease(
  tx: Tx | PrismaClient,
  runId: string,
  owner: string,
  seconds: number,
): Promise<LeaseState> {
  const rows = await tx.$queryRaw<{ cancel: boolean }[]>`
    update sync_runs set lease_expires_at = clock_timestamp() + ${seconds}::int * interval '1 second'
    where id = ${runId}::uuid and lease_owner = ${owner} and status in ${WORKING}
    returning cancel_requested_at is not null as cancel`
  const row = rows[0]
  return { held: row !== undefined, cancelRequested: row?.cancel ?? false }
}

/** Lets any worker take the run from now on, and asks that one does. */
export async function releaseLease(tx: Tx | PrismaClient, runId: string, owner: string): Promise<void> {
  await tx.$executeRaw`
    update sync_runs set lease_owner = null, lease_expires_at = now()
    where id = ${runId}::uuid and lease_owner = ${owner} and status in ${WORKING}`
}

/** A plan that waited goes on to be applied; false when it was no longer waiting. */
export async function releaseWaitingRun(tx: Tx, runId: string): Promise<boolean> {
  const released = await tx.$executeRaw`
    update sync_runs set status = 'applying', held = null, lease_owner = null,
      lease_expires_at = now() + ${PICK_UP_SECONDS}::int * interval '1 second'
    where id = ${runId}::uuid and status = 'awaiting_confirmation' and cancel_requested_at is null`
  return released === 1
}

/** Ends a run that no worker is holding at this moment; false when one is, or when it has ended. */
export async function cancelIdleRun(tx: Tx, runId: string): Promise<boolean> {
  const cancelled = await tx.$executeRaw`
    update sync_runs set status = 'cancelled', finished_at = now(), cancel_requested_at = now(), held = null
    where id = ${runId}::uuid and status in ${ACTIVE}
      and (status = 'awaiting_confirmation' or lease_owner is null or lease_expires_at < now())`
  return cancelled === 1
}

/** Asks the worker that holds the run to stop; false when the run has ended. */
export async function requestCancel(tx: Tx, runId: string): Promise<boolean> {
  const asked = await tx.$executeRaw`
    update sync_runs set cancel_requested_at = coalesce(cancel_requested_at, now())
    where id = ${runId}::uuid and status in ${WORKING}`
  return asked === 1
}

/** Runs that no worker is looking after: a lease ran out, or a job was lost before anyone took it. */
export async function listAbandonedRuns(client: PrismaClient): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    select id::text from sync_runs where status in ${WORKING} and lease_expires_at < now()`
  return rows.map((row) => row.id)
}

/** Gives an abandoned run a new time to be picked up by; false when another process has done so meanwhile. */
export async function reclaimRun(tx: Tx, runId: string): Promise<boolean> {
  const reclaimed = await tx.$executeRaw`
    update sync_runs set lease_owner = null, lease_expires_at = now() + ${PICK_UP_SECONDS}::int * interval '1 second'
    where id = ${runId}::uuid and status in ${WORKING} and lease_expires_at < now()`
  return reclaimed === 1
}
