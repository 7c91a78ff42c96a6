import {
  listAbandonedRuns,
  reclaimRun,
  refreshStatistics,
  releaseLease,
  renewLease,
  takeLease,
} from '@rollcall/db'
import {
  actor,
  leaverPolicy,
  runId,
  runProgress,
  SourceError,
  type RunId,
  type SourceNotice,
} from '@rollcall/vocabulary'
import { openConnectionSource, SOURCE_SELECT } from '../connections/open-connection-source.ts'
import type { Context } from '../context.ts'
import { applyRun } from './apply-run.ts'
import { endCancelledRun, failRun, finishRun } from './finish-run.ts'
import { planRun } from './plan-run.ts'
import { readDirectory } from './read-directory.ts'
import { readMirror } from './read-mirror.ts'
import type { ReadingState } from './reading-state.ts'
import { parseScope } from './run-scope.ts'
import {
  CancelRequested,
  HEARTBEAT_MS,
  LEASE_SECONDS,
  LeaseLost,
  RunSession,
  type RunConnection,
} from './run-session.ts'
import { beginUndo } from './undo/begin-undo.ts'
import { planUndo } from './undo/plan-undo.ts'

/** Rows after which what the query planner believes about a table is worth renewing. */
const MANY = 500
const APPLY_AT_ONCE = 4_000

export interface RunSyncCall {
  readonly ctx: Context
  readonly runId: RunId
  /** Unique to this process; whoever holds the lease is written down under it. */
  readonly workerId: string
  /** Aborts when the process shuts down; the run is handed over, not cancelled. */
  readonly signal: AbortSignal
  /** Changes applied in one transaction; left out, 4,000. */
  readonly applyAtOnce?: number | undefined
}

/**
 * Works on a run until it is finished, waits for a person, or is taken away. Safe to call at any time and from several
 * processes: only one holds the lease, and everything goes on from what was committed last.
 */
export async function runSync(call: RunSyncCall): Promise<void> {
  if (!(await takeLease(call.ctx.db.client, call.runId, call.workerId, LEASE_SECONDS))) return
  const stop = new AbortController()
  const session = await openSession(call, AbortSignal.any([call.signal, stop.signal]))
  const heart = startHeartbeat(call, stop)
  try {
    await work(session)
  } catch (error) {
    await settle(call, session, stop.signal.aborted ? stop.signal.reason : error)
  } finally {
    clearInterval(heart)
  }
}

async function openSession(
  { ctx, runId: id, workerId, applyAtOnce = APPLY_AT_ONCE }: RunSyncCall,
  signal: AbortSignal,
): Promise<RunSession> {
  const run = await ctx.db.client.syncRun.findUniqueOrThrow({
    where: { id },
    select: {
      scope: true,
      planOnly: true,
      undoOfId: true,
      undoUserId: true,
      actor: true,
      connection: {
        select: {
          ...SOURCE_SELECT,
          kind: true,
          scimMirroring: true,
          defaultRole: true,
          leaverPolicy: true,
          leaverGraceDays: true,
          guardMaxPeople: true,
          guardMaxPercent: true,
          refreshClaimed: true,
          autoLinkClaimed: true,
        },
      },
    },
  })
  const { guardMaxPeople, guardMaxPercent, ...rest } = run.connection
  const connection: RunConnection = {
    ...rest,
    leaverPolicy: leaverPolicy.parse(rest.leaverPolicy),
    guard: { maxPeople: guardMaxPeople, maxPercent: guardMaxPercent },
  }
  const asked = actor.parse(run.actor)
  return new RunSession({
    ctx: { ...ctx, actor: asked },
    runId: id,
    connection,
    scope: parseScope(run.scope),
    planOnly: run.planOnly,
    undo: run.undoOfId === null ? null : { runId: run.undoOfId, userId: run.undoUserId },
    signal,
    applyAtOnce,
    worker: workerId,
  })
}

/** Reports that this worker is alive, and notices when the run was taken away or someone cancelled it. */
function startHeartbeat({ ctx, runId: id, workerId }: RunSyncCall, stop: AbortController): NodeJS.Timeout {
  let beating = false
  const beat = async () => {
    const lease = await renewLease(ctx.db.client, id, workerId, LEASE_SECONDS)
    if (!lease.held) stop.abort(new LeaseLost('Another worker has taken this run.'))
    else if (lease.cancelRequested) stop.abort(new CancelRequested('Someone cancelled this run.'))
  }
  return setInterval(() => {
    if (beating) return
    beating = true
    beat()
      .catch((error: unknown) =>
        ctx.log.warn({ runId: id, err: error }, 'A heartbeat did not reach the database'),
      )
      .finally(() => {
        beating = false
      })
  }, HEARTBEAT_MS)
}

async function work(session: RunSession): Promise<void> {
  const status = await announce(session)
  if (status !== 'applying' && session.undo) {
    await planUndo(session, session.undo)
    return refreshPlanStatistics(session)
  }
  if (status !== 'applying') {
    const reading = await read(session)
    if (reading.written > MANY)
      await refreshStatistics(
        session.ctx.db.client,
        ['entra_identities', 'entra_group_members'],
        reading.written,
      )
    const released = await planRun(session, reading)
    await refreshPlanStatistics(session)
    if (!released) return
  }
  if (session.undo) await beginUndo(session, session.undo)
  await applyRun(session)
  await finishRun(session)
}

/** A directory that pushes has told everything already: the mirror is compared as it stands. */
async function read(session: RunSession): Promise<ReadingState> {
  if (session.connection.kind === 'scim') return readMirror(session)
  const source = openConnectionSource({
    ctx: session.ctx,
    connection: session.connection,
    onNotice: (notice) => void tellNotice(session, notice),
  })
  return readDirectory(session, source)
}

/** A large plan is read and applied as what it is, and not as the empty table it was a moment ago. */
async function refreshPlanStatistics({ ctx, runId: id }: RunSession): Promise<void> {
  const { client } = ctx.db
  const { changeCount } = await client.syncRun.findUniqueOrThrow({
    where: { id },
    select: { changeCount: true },
  })
  if (changeCount > MANY) await refreshStatistics(client, ['sync_changes'], changeCount)
}

async function announce(session: RunSession): Promise<string> {
  return session.step(async (tx, emit) => {
    const run = await tx.syncRun.findUniqueOrThrow({
      where: { id: session.runId },
      select: { status: true, appliedThrough: true, decidedAt: true },
    })
    if (run.status === 'queued') {
      await session.update(tx, { status: 'reading' })
      session.emit(emit, 'run.started')
    } else if (!isConfirmed(run)) {
      session.emit(emit, 'run.resumed')
    }
    return run.status
  })
}

/** A plan that someone has just released: this is not an interruption, and nothing of it has been applied. */
function isConfirmed(run: { status: string; appliedThrough: number; decidedAt: Date | null }): boolean {
  return run.status === 'applying' && run.decidedAt !== null && run.appliedThrough === 0
}

/** Shows that the directory asked us to wait, until the next page. A failure to write this is passed over. */
async function tellNotice(session: RunSession, notice: SourceNotice): Promise<void> {
  if (notice.kind !== 'waiting' || notice.waitMs < 1_000) return
  const seconds = Math.ceil(notice.waitMs / 1000)
  const text =
    notice.reason === 'throttled'
      ? `Microsoft asked us to wait ${seconds} s`
      : `Microsoft is not answering; trying again in ${seconds} s`
  await session
    .step(async (tx, emit) => {
      const where = { id: session.runId }
      const { progress } = await tx.syncRun.findUniqueOrThrow({ where, select: { progress: true } })
      const told = runProgress.partial().catch({}).parse(progress)
      await session.update(tx, { progress: { ...told, phase: 'reading', text } })
      session.emit(emit, 'run.progressed', { text, waitMs: notice.waitMs })
    })
    .catch((error: unknown) =>
      session.ctx.log.warn({ runId: session.runId, err: error }, 'A notice could not be written'),
    )
}

async function settle(
  { ctx, runId: id, workerId, signal }: RunSyncCall,
  session: RunSession,
  error: unknown,
): Promise<void> {
  if (error instanceof LeaseLost) {
    ctx.log.warn({ runId: id }, 'The run was taken over by another worker')
    return
  }
  if (error instanceof CancelRequested) return endCancelledRun(session)
  if (signal.aborted) {
    ctx.log.info({ runId: id }, 'The run is handed over because this process stops')
    return releaseLease(ctx.db.client, id, workerId)
  }
  if (!(error instanceof SourceError)) ctx.log.error({ runId: id, err: error }, 'The run failed')
  await failRun(session, error)
}

/**
 * Puts runs back in the queue whose worker has died or stopped, or whose job was lost; answers which. Several processes
 * may look at once: each run is taken by one of them. A job too many does no harm, because the lease lets one worker in.
 */
export async function recoverRuns({ ctx }: { ctx: Context }): Promise<RunId[]> {
  const recovered: RunId[] = []
  for (const stored of await listAbandonedRuns(ctx.db.client)) {
    const id = runId.parse(stored)
    const mine = await ctx.db.change(async (tx) => {
      if (!(await reclaimRun(tx, id))) return false
      await ctx.enqueueRun(tx, id)
      return true
    })
    if (mine) recovered.push(id)
  }
  return recovered
}
