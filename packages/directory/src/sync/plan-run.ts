import {
  clearPlan,
  countManaged,
  findLastOwner,
  insertChanges,
  listPlanRows,
  recordConflicts,
  resolveOtherConflicts,
  type NewChange,
  type PlanRow,
  type Tx,
} from '@rollcall/db'
import type { PersonRules } from '../matching/reconcile-user.ts'
import { guardPlan } from './guard-plan.ts'
import {
  countedAs,
  emptyCounts,
  planPerson,
  toRealmCreation,
  type PlanCounts,
  type PlannedChange,
  type PlannedConflict,
} from './plan.ts'
import { loadChunk } from './plan-chunk.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { ReadingState } from './reading-state.ts'
import { loadRealmGrants, type RealmGrants } from './realm-grants.ts'
import { parseScope, scopeKey } from './run-scope.ts'
import type { RunSession } from './run-session.ts'

const CHUNK = 5_000

interface Planning {
  readonly grants: RealmGrants
  readonly rules: PersonRules & { defaultRole: string; newId: () => string }
  readonly lastOwner: string | null
  readonly counts: PlanCounts
  seq: number
  planned: number
  changes: number
}

/** Compares mirror and people, writes the plan, and says whether it may be applied at once (true) or waits for a person. */
export async function planRun(session: RunSession, reading: ReadingState): Promise<boolean> {
  const planning = await beginPlanning(session, reading)
  const meter = new ProgressMeter('planning', session.ctx.now)
  const total = Math.max(reading.seen.size, 1)
  let after: string | null = null
  for (;;) {
    const rows = await planChunk(session, reading, planning, { after, meter, total })
    const last: PlanRow | undefined = rows.at(-1)
    if (last === undefined || rows.length < CHUNK) break
    after = last.id
  }
  return finishPlanning(session, reading, planning)
}

async function beginPlanning(session: RunSession, reading: ReadingState): Promise<Planning> {
  const { connection, ctx } = session
  return session.step(async (tx) => {
    await clearPlan(tx, session.runId, reading.at.lastSeq)
    const grants = await loadRealmGrants(tx, session)
    const first = reading.at.lastSeq
    const realms = grants.realmsToCreate.map((realm, index) => ({
      ...toRealmCreation(realm),
      seq: first + 1 + index,
    }))
    await insertChanges(tx, session.runId, realms)
    await session.update(tx, { status: 'planning', realmsToCreate: realms.map((realm) => realm.name) })
    return {
      grants,
      rules: {
        autoLinkClaimed: connection.autoLinkClaimed,
        refreshClaimed: connection.refreshClaimed,
        leaverPolicy: connection.leaverPolicy,
        leaverGraceDays: connection.leaverGraceDays,
        defaultRole: connection.defaultRole,
        now: ctx.now(),
        newId: () => ctx.newId(),
      },
      lastOwner: await findLastOwner(tx),
      counts: { ...emptyCounts(), errors: reading.at.lastSeq },
      seq: first + realms.length,
      planned: 0,
      changes: realms.length,
    }
  })
}

interface ChunkPlace {
  readonly after: string | null
  readonly meter: ProgressMeter
  readonly total: number
}

async function planChunk(
  session: RunSession,
  reading: ReadingState,
  planning: Planning,
  place: ChunkPlace,
): Promise<PlanRow[]> {
  const chunk = await session.step(async (tx, emit) => {
    const rows = await listPlanRows(tx, session.connection.id, place.after, CHUNK)
    const { changes, conflicts } = await decide(
      tx,
      session,
      planning,
      rows.filter((row) => isConcerned(row, reading)),
    )
    await insertChanges(tx, session.runId, changes)
    await recordConflicts(
      tx,
      session.connection.id,
      session.runId,
      conflicts.map((conflict) => ({ ...conflict, id: session.ctx.newId() })),
    )
    const done = planning.planned + rows.length
    await session.update(tx, {
      progress: place.meter.read(done, Math.max(place.total, done), 'Working out what would change'),
    })
    session.emit(emit, 'run.progressed', { text: `${done} people compared` })
    return { rows, changes }
  })
  planning.planned += chunk.rows.length
  planning.seq += chunk.changes.length
  for (const change of chunk.changes) {
    if (change.outcome === 'pending') planning.changes += 1
    const counted = countedAs(change.kind)
    if (counted) planning.counts[counted] += 1
  }
  return chunk.rows
}

/** After an incomplete reading only people who were met are looked at; nobody else is known to have changed or left. */
function isConcerned(row: PlanRow, reading: ReadingState): boolean {
  return reading.at.complete || (row.left_at === null && reading.seen.has(row.ordinal))
}

async function decide(tx: Tx, session: RunSession, planning: Planning, rows: readonly PlanRow[]) {
  const people = await loadChunk(tx, session.connection.id, rows, planning.grants, planning.lastOwner)
  const changes: NewChange[] = []
  const conflicts: PlannedConflict[] = []
  for (const person of people) {
    const result = planPerson(person, planning.rules, planning.grants)
    if (!result) continue
    changes.push(numbered(result.change, planning.seq + changes.length + 1))
    if (result.conflict) conflicts.push(result.conflict)
  }
  return { changes, conflicts }
}

function numbered(change: PlannedChange, seq: number): NewChange {
  return { ...change, seq }
}

async function finishPlanning(
  session: RunSession,
  reading: ReadingState,
  planning: Planning,
): Promise<boolean> {
  const { counts, changes } = planning
  const { created, updated, disabled, reactivated, conflicts, errors } = counts
  const seen = reading.people
  const people = created + updated + disabled + reactivated + conflicts + errors - reading.at.failedParts
  const skipped = Math.max(0, seen - people)
  return session.step(async (tx, emit) => {
    if (reading.at.complete) await resolveOtherConflicts(tx, session.connection.id, session.runId)
    const held = guardPlan(
      {
        planOnly: session.planOnly,
        seen,
        removals: counts.disabled + counts.deactivated,
        managed: await countManaged(tx, session.connection.id),
        completeReading: reading.at.complete,
        lastSeen: await findLastSeen(tx, session),
      },
      session.connection.guard,
    )
    await session.update(tx, {
      ...counts,
      seen,
      skipped,
      changeCount: changes,
      completeReading: reading.at.complete,
      warnings: reading.at.warnings,
      status: held ? 'awaiting_confirmation' : 'applying',
      ...(held ? { held, leaseOwner: null, leaseExpiresAt: null } : {}),
    })
    session.emit(emit, 'run.planned', { changes })
    if (held) session.emit(emit, 'run.held', { text: held.text })
    return held === null
  })
}

/** People seen by the last complete reading of the same scope. */
async function findLastSeen(tx: Tx, session: RunSession): Promise<number | null> {
  const earlier = await tx.syncRun.findMany({
    where: {
      connectionId: session.connection.id,
      id: { not: session.runId },
      completeReading: true,
      status: { in: ['succeeded', 'completed_with_errors'] },
    },
    orderBy: { createdAt: 'desc' },
    take: 5,
    select: { seen: true, scope: true },
  })
  const same = earlier.find((run) => scopeKey(parseScope(run.scope)) === scopeKey(session.scope))
  return same?.seen ?? null
}
