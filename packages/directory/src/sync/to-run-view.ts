import type { Prisma } from '@rollcall/db'
import {
  isActiveRun,
  runProgress,
  type RunProgress,
  type RunStatus,
  type RunView,
  runView,
} from '@rollcall/vocabulary'

/** Columns of a run that a view may show; the checkpoint holds directory links and stays inside. */
export const RUN_SELECT = {
  id: true,
  connectionId: true,
  connection: { select: { displayName: true, kind: true } },
  status: true,
  mode: true,
  trigger: true,
  modeNote: true,
  undoOfId: true,
  undoUserId: true,
  undoneBy: {
    where: { undoUserId: null, appliedCount: { gt: 0 } },
    select: { id: true },
    orderBy: { createdAt: 'desc' },
    take: 1,
  },
  planOnly: true,
  actor: true,
  scope: true,
  seen: true,
  created: true,
  updated: true,
  skipped: true,
  disabled: true,
  deactivated: true,
  reactivated: true,
  conflicts: true,
  errors: true,
  left: true,
  notPeople: true,
  realmsToCreate: true,
  realmAccess: true,
  warnings: true,
  held: true,
  decidedBy: true,
  decidedAt: true,
  decisionNote: true,
  leftOut: true,
  completeReading: true,
  changeCount: true,
  appliedCount: true,
  progress: true,
  error: true,
  cancelRequestedAt: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
} as const satisfies Prisma.SyncRunSelect

export type RunRow = Prisma.SyncRunGetPayload<{ select: typeof RUN_SELECT }>

export function toRunView(row: RunRow): RunView {
  const status = runView.shape.status.parse(row.status)
  return runView.parse({
    id: row.id,
    connectionId: row.connectionId,
    connectionName: row.connection.displayName,
    connectionKind: row.connection.kind,
    status,
    mode: row.mode,
    modeNote: row.modeNote,
    trigger: row.trigger,
    undoOf: row.undoOfId === null ? null : { runId: row.undoOfId, userId: row.undoUserId },
    undoneBy: row.undoneBy[0]?.id ?? null,
    planOnly: row.planOnly,
    counts: toCounts(row),
    realmsToCreate: row.realmsToCreate,
    realmAccess: row.realmAccess,
    warnings: row.warnings,
    held: row.held,
    decision: toDecision(row),
    scope: row.scope,
    completeReading: row.completeReading,
    changeCount: row.changeCount,
    appliedCount: row.appliedCount,
    progress: toProgress(row, status),
    cancelRequested: row.cancelRequestedAt !== null && isActiveRun(status),
    actor: toActorName(row.actor),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    error: row.error,
  })
}

function toDecision({ decidedBy, decidedAt, decisionNote, leftOut }: RunRow): unknown {
  if (decidedBy === null || decidedAt === null) return null
  return { by: decidedBy, at: decidedAt.toISOString(), note: decisionNote, leftOut }
}

function toCounts(row: RunRow): RunView['counts'] {
  return {
    seen: row.seen,
    created: row.created,
    updated: row.updated,
    skipped: row.skipped,
    disabled: row.disabled,
    deactivated: row.deactivated,
    reactivated: row.reactivated,
    conflicts: row.conflicts,
    errors: row.errors,
    left: row.left,
    notPeople: row.notPeople,
  }
}

const RUN_PHASES = {
  queued: 'queued',
  reading: 'reading',
  planning: 'planning',
  awaiting_confirmation: 'waiting',
  applying: 'applying',
  succeeded: 'done',
  completed_with_errors: 'done',
  failed: 'done',
  cancelled: 'done',
} as const satisfies Record<RunStatus, RunProgress['phase']>

const PROGRESS_TEXTS = {
  queued: 'Waiting to start',
  reading: 'Reading the directory',
  planning: 'Working out what would change',
  awaiting_confirmation: 'Waiting for someone to confirm the plan',
  applying: 'Applying changes',
  succeeded: 'Finished',
  completed_with_errors: 'Finished, with some people left out',
  failed: 'Stopped by an error',
  cancelled: 'Cancelled',
} as const satisfies Record<RunStatus, string>

/**
 * What the worker last reported while that is still the phase the run is in; otherwise worked out from the row,
 * so that a run whose worker has just died or changed phase never shows the numbers of another phase.
 */
function toProgress(row: RunRow, status: RunStatus): RunProgress {
  const phase = RUN_PHASES[status]
  const reported = runProgress.partial().safeParse(row.progress ?? {})
  const kept = reported.success && reported.data.phase === phase ? reported.data : {}
  const counted = phase === 'applying' || phase === 'waiting' || phase === 'done'
  const done = counted ? row.appliedCount : (kept.done ?? (phase === 'reading' ? row.seen : 0))
  const total = counted ? row.changeCount : (kept.total ?? null)
  const moving = phase === 'reading' || phase === 'planning' || phase === 'applying'
  const rate = moving ? (kept.rate ?? null) : null
  return {
    phase,
    done,
    total,
    rate,
    secondsLeft: toSecondsLeft({ done, total, rate }),
    text: kept.text ?? PROGRESS_TEXTS[status],
  }
}

function toSecondsLeft(at: { done: number; total: number | null; rate: number | null }): number | null {
  if (at.total === null || at.rate === null || at.rate <= 0) return null
  return Math.max(0, Math.ceil((at.total - at.done) / at.rate))
}

function toActorName(actor: Prisma.JsonValue): string {
  const held = typeof actor === 'object' && actor !== null && !Array.isArray(actor) ? actor['name'] : null
  return typeof held === 'string' ? held : 'Someone'
}
