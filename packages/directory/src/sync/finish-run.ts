import { countChanges, type Emit, setPlanEveryone, type Tx } from '@rollcall/db'
import { SourceError, type RunError, type RunStatus, type RunWarning, runWarning } from '@rollcall/vocabulary'
import * as z from 'zod'
import { noteRunEnd } from '../schedules/note-run-end.ts'
import { deltaKey, listMappedGroups, openLinks } from './delta-links.ts'
import { countedAs, emptyCounts } from './plan.ts'
import type { RunSession } from './run-session.ts'

/** Counts what really happened and closes the run. */
export async function finishRun(session: RunSession): Promise<void> {
  await session.step(async (tx, emit) => {
    const run = await tx.syncRun.findUniqueOrThrow({
      where: { id: session.runId },
      select: { seen: true, warnings: true, checkpoint: true, mode: true, createdAt: true },
    })
    const failedParts = countFailedParts(run.checkpoint)
    const counts = emptyCounts()
    let stale = 0
    let leftOut = 0
    /** Left out, but among the people that were seen. */
    let disagreeing = 0
    let applied = 0
    for (const row of await countChanges(tx, session.runId)) {
      const counted = row.outcome === 'failed' ? 'errors' : countedAs(row.kind)
      if (row.outcome === 'left_out') {
        leftOut += row.count
        if (counted && counted !== 'left' && counted !== 'deactivated') disagreeing += row.count
        continue
      }
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
      skipped: Math.max(0, run.seen - people - disagreeing + failedParts),
      warnings: withStale(z.array(runWarning).parse(run.warnings), stale, run.mode),
      ...closing(status, session.ctx.now()),
    })
    await rememberReading(tx, session, run)
    if (stale + leftOut + counts.errors > 0) await setPlanEveryone(tx, session.connection.id, true)
    if (run.mode !== 'undo') await noteEnd(session, tx, emit, null)
    session.emit(emit, 'run.finished', { status, applied, ...counts })
  })
}

/** From now on changes can be read from the links of this run, unless what matters has changed while it ran. */
async function rememberReading(
  tx: Tx,
  session: RunSession,
  run: { mode: string; checkpoint: unknown },
): Promise<void> {
  const read = z.object({ links: z.string().nullable(), complete: z.boolean() }).safeParse(run.checkpoint)
  if (!read.success || !read.data.complete || run.mode === 'undo') return
  const now = session.ctx.now()
  const links = openLinks(session, read.data.links)
  const mapped = await listMappedGroups(tx, session.connection.id)
  const usable = links !== null && links.key === deltaKey(session.scope, mapped)
  await tx.connection.update({
    where: { id: session.connection.id },
    data: {
      ...(run.mode === 'full' && { lastFullAt: now }),
      deltaAt: usable ? now : null,
      deltaLinksSealed: usable ? Buffer.from(read.data.links ?? '', 'base64') : null,
    },
    select: { id: true },
  })
}

/** Errors that were about a group or the whole directory rather than about a person. */
function countFailedParts(checkpoint: unknown): number {
  const stored = z.object({ failedParts: z.number() }).safeParse(checkpoint)
  return stored.success ? stored.data.failedParts : 0
}

function withStale(warnings: RunWarning[], stale: number, mode: string): RunWarning[] {
  if (stale === 0) return warnings
  const who = stale === 1 ? 'One person' : `${stale} people`
  const left = mode === 'undo' ? 'left alone' : 'left for the next sync'
  const text = `${who} changed after the plan was made and ${stale === 1 ? 'was' : 'were'} ${left}.`
  return [...warnings, { code: 'changed_meanwhile', text, count: stale }]
}

/** Closes a run that could not go on. What was applied until then stays. */
export async function failRun(session: RunSession, error: unknown): Promise<void> {
  const told = toRunError(error)
  await session.step(async (tx, emit) => {
    await session.update(tx, { error: told, ...closing('failed', session.ctx.now()) })
    await setPlanEveryone(tx, session.connection.id, true)
    session.emit(emit, 'run.finished', { status: 'failed', error: told.message })
    await noteEnd(session, tx, emit, told.code)
  })
}

function noteEnd({ ctx, connection, runId }: RunSession, tx: Tx, emit: Emit, error: string | null) {
  return noteRunEnd({ ctx, tx, emit, connection, runId, error })
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
    await setPlanEveryone(tx, connection.id, true)
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
