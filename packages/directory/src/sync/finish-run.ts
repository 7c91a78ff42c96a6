import { countChanges } from '@rollcall/db'
import { SourceError, type RunError, type RunStatus, type RunWarning, runWarning } from '@rollcall/vocabulary'
import * as z from 'zod'
import { countedAs, emptyCounts } from './plan.ts'
import type { RunSession } from './run-session.ts'

/** Counts what really happened and closes the run. */
export async function finishRun(session: RunSession): Promise<void> {
  await session.step(async (tx, emit) => {
    const run = await tx.syncRun.findUniqueOrThrow({
      where: { id: session.runId },
      select: { seen: true, warnings: true, checkpoint: true },
    })
    const failedParts = countFailedParts(run.checkpoint)
    const counts = emptyCounts()
    let stale = 0
    let applied = 0
    for (const row of await countChanges(tx, session.runId)) {
      const counted = row.outcome === 'failed' ? 'errors' : countedAs(row.kind)
      if (row.outcome === 'left_out') continue
      if (row.outcome === 'stale') stale += row.count
      else if (counted) counts[counted] += row.count
      if (row.outcome === 'pending') applied += row.count
    }
    const people =
      counts.created +
      counts.updated +
      counts.disabled +
      counts.reactivated +
      counts.conflicts +
      counts.errors
    const status: RunStatus = counts.errors > 0 ? 'completed_with_errors' : 'succeeded'
    await session.update(tx, {
      ...counts,
      skipped: Math.max(0, run.seen - people + failedParts),
      warnings: withStale(z.array(runWarning).parse(run.warnings), stale),
      ...closing(status, session.ctx.now()),
    })
    session.emit(emit, 'run.finished', { status, applied, ...counts })
  })
}

/** Errors that were about a group or the whole directory rather than about a person. */
function countFailedParts(checkpoint: unknown): number {
  const stored = z.object({ failedParts: z.number() }).safeParse(checkpoint)
  return stored.success ? stored.data.failedParts : 0
}

function withStale(warnings: RunWarning[], stale: number): RunWarning[] {
  if (stale === 0) return warnings
  const who = stale === 1 ? 'One person' : `${stale} people`
  const text = `${who} changed after the plan was made and ${stale === 1 ? 'was' : 'were'} left for the next sync.`
  return [...warnings, { code: 'changed_meanwhile', text, count: stale }]
}

/** Closes a run that could not go on. What was applied until then stays. */
export async function failRun(session: RunSession, error: unknown): Promise<void> {
  const told = toRunError(error)
  await session.step(async (tx, emit) => {
    await session.update(tx, { error: told, ...closing('failed', session.ctx.now()) })
    session.emit(emit, 'run.finished', { status: 'failed', error: told.message })
  })
}

/** Closes a run that someone asked to stop. */
export async function endCancelledRun(session: RunSession): Promise<void> {
  const { ctx, runId, connection } = session
  await ctx.db.change(async (tx, emit) => {
    const ended = await tx.syncRun.updateMany({
      where: { id: runId, cancelRequestedAt: { not: null }, finishedAt: null },
      data: closing('cancelled', ctx.now()),
    })
    if (ended.count === 0) return
    emit({
      type: 'run.finished',
      actor: ctx.actor,
      connectionId: connection.id,
      runId,
      data: { connection: connection.displayName, status: 'cancelled' },
    })
  })
}

/** A closed run holds no lease and no links into the directory. */
function closing(status: RunStatus, at: Date) {
  return {
    status,
    finishedAt: at,
    leaseOwner: null,
    leaseExpiresAt: null,
    checkpointSeen: null,
    checkpoint: {},
  }
}

function toRunError(error: unknown): RunError {
  if (error instanceof SourceError) {
    return { code: error.failure, message: error.message, hint: error.hint, evidence: { ...error.evidence } }
  }
  return {
    code: 'internal',
    message: 'Something went wrong on our side, so the sync stopped. Nothing was half done.',
    hint: 'Start the sync again. If it stops again, the server log has the details under this run.',
    evidence: {},
  }
}
