import {
  clearPlan,
  countActiveOwners,
  countManaged,
  countUndoable,
  insertChanges,
  listMadeRealms,
  listRealmsInUse,
  storeChangeKinds,
  type MadeRealmRow,
  type NewChange,
  type Tx,
} from '@rollcall/db'
import type { HoldReason, RunWarning } from '@rollcall/vocabulary'
import { guardPlan } from '../guard-plan.ts'
import { countedAs, emptyCounts, type PlanCounts } from '../plan.ts'
import { ProgressMeter } from '../progress-meter.ts'
import { RealmAccessMeter } from '../realm-access.ts'
import type { RunSession, UndoTarget } from '../run-session.ts'
import { loadUndoChunk, type UndoneItem } from './load-undo-chunk.ts'
import { planRealmUndo } from './plan-realm-undo.ts'
import { planUndoOf } from './plan-undo-of.ts'
import type { PlannedUndo, UndoFacts } from './undone-change.ts'

const CHUNK = 5_000

interface Planning {
  readonly target: UndoTarget
  readonly mappings: ReadonlySet<string>
  readonly made: readonly MadeRealmRow[]
  readonly madeRealms: ReadonlyMap<string, string>
  readonly meter: ProgressMeter
  /** Changes of the other run. */
  readonly total: number
  readonly counts: PlanCounts
  readonly access: RealmAccessMeter
  owners: number
  seq: number
  changes: number
  looked: number
  /** People for whom nothing is left to take back. */
  skipped: number
}

/**
 * Works out from what a run applied, newest first, how to take it back; no directory is read. The plan always waits for
 * a person. Planning that was interrupted begins again.
 */
export async function planUndo(session: RunSession, target: UndoTarget): Promise<void> {
  const planning = await beginPlanning(session, target)
  for (let before: number | null = null; ;) {
    before = await planChunk(session, planning, before)
    if (before === null) break
  }
  if (target.userId === null) note(planning, await session.step((tx) => planRealms(tx, session, planning)))
  await finishPlanning(session, planning)
}

async function beginPlanning(session: RunSession, target: UndoTarget): Promise<Planning> {
  return session.step(async (tx) => {
    await clearPlan(tx, session.runId, 0)
    await session.update(tx, { status: 'planning' })
    const mappings = await tx.groupMapping.findMany({
      where: { connectionId: session.connection.id },
      select: { id: true },
    })
    const made = await listMadeRealms(tx, target.runId)
    return {
      target,
      mappings: new Set(mappings.map((mapping) => mapping.id)),
      made,
      madeRealms: new Map(made.flatMap((realm) => (realm.given_id ? [[realm.name, realm.given_id]] : []))),
      meter: new ProgressMeter('planning', session.ctx.now),
      total: await countUndoable(tx, target.runId, target.userId),
      counts: emptyCounts(),
      access: new RealmAccessMeter(),
      owners: await countActiveOwners(tx),
      seq: 0,
      changes: 0,
      looked: 0,
      skipped: 0,
    }
  })
}

/** Plans the changes before this number; answers where the next ones begin, or null at the end. */
async function planChunk(
  session: RunSession,
  planning: Planning,
  before: number | null,
): Promise<number | null> {
  const { target, mappings, madeRealms, meter } = planning
  const chunk = await session.step(async (tx, emit) => {
    const page = { ...target, before, limit: CHUNK, mappings, madeRealms }
    const { items, facts, oldest } = await loadUndoChunk(tx, page)
    const decided = decide(items, facts, planning.owners)
    await insertChanges(tx, session.runId, numbered(decided.rows, planning.seq))
    const looked = planning.looked + items.length
    const total = Math.max(planning.total, looked)
    await session.update(tx, { progress: meter.read(looked, total, 'Working out what goes back') })
    session.emit(emit, 'run.progressed', { text: `${looked} changes looked at` })
    return { ...decided, oldest, read: items.length }
  })
  planning.owners = chunk.owners
  planning.looked += chunk.read
  planning.skipped += chunk.skipped
  note(planning, chunk.rows)
  return chunk.read < CHUNK ? null : chunk.oldest
}

/** Of several owners whom the sync made or enabled, one stays. */
function decide(items: readonly UndoneItem[], facts: UndoFacts, owners: number) {
  const rows: PlannedUndo[] = []
  let skipped = 0
  let left = owners
  for (const { change, present } of items) {
    const owner = present?.role === 'owner' && present.status === 'active'
    const own = planUndoOf(change, present && { ...present, lastOwner: owner && left <= 1 }, facts)
    if (own.length === 0) skipped += 1
    if (owner && own.some((row) => row.kind === 'delete' || isDisabling(row))) left -= 1
    rows.push(...own)
  }
  return { rows, skipped, owners: left }
}

function isDisabling(row: PlannedUndo): boolean {
  return 'status' in row.after && row.after.status === 'disabled'
}

async function planRealms(tx: Tx, session: RunSession, planning: Planning): Promise<PlannedUndo[]> {
  const inUse = await listRealmsInUse(tx, {
    undoRunId: session.runId,
    connectionId: session.connection.id,
    realmIds: planning.made.map((realm) => realm.realm_id),
  })
  const rows = planning.made.flatMap((realm) => planRealmUndo(realm, inUse.has(realm.realm_id)) ?? [])
  await insertChanges(tx, session.runId, numbered(rows, planning.seq))
  return rows
}

function numbered(rows: readonly PlannedUndo[], after: number): NewChange[] {
  return rows.map((row, index) => ({ ...row, seq: after + 1 + index }))
}

function note(planning: Planning, rows: readonly PlannedUndo[]): void {
  planning.seq += rows.length
  for (const row of rows) {
    planning.access.add(row)
    if (row.outcome === 'pending') planning.changes += 1
    const counted = countedAs(row.kind)
    if (counted) planning.counts[counted] += 1
  }
}

async function finishPlanning(session: RunSession, planning: Planning): Promise<void> {
  const { counts, changes, access, target, skipped } = planning
  const { updated, disabled, reactivated, conflicts } = counts
  const seen = updated + disabled + reactivated + conflicts + skipped
  await session.step(async (tx, emit) => {
    const realmAccess = access.rows()
    const guarded = guardPlan(
      {
        planOnly: true,
        heldBack: 0,
        seen,
        removals: disabled + counts.deactivated,
        realmLosses: access.losses,
        realmAccess,
        managed: await countManaged(tx, session.connection.id),
        completeReading: false,
        lastSeen: null,
      },
      session.connection.guard,
    )
    const held = toHold(guarded, changes, target)
    await session.update(tx, {
      ...counts,
      seen,
      skipped,
      changeCount: changes,
      realmAccess,
      warnings: toWarnings(conflicts),
      status: 'awaiting_confirmation',
      held,
      leaseOwner: null,
      leaseExpiresAt: null,
    })
    await storeChangeKinds(tx, session.runId)
    session.emit(emit, 'run.planned', { changes })
    session.emit(emit, 'run.held', { text: held.text })
  })
}

function toHold(guarded: HoldReason | null, changes: number, { userId }: UndoTarget): HoldReason {
  if (guarded && guarded.code !== 'asked_for_plan') return guarded
  const what = userId === null ? 'that sync' : 'what that sync did to one person'
  const text =
    changes === 0
      ? `Nothing is left of ${what} that could be taken back.`
      : `The plan to take back ${what} is ready. Nothing has changed yet.`
  return { code: 'asked_for_plan', text }
}

function toWarnings(kept: number): RunWarning[] {
  if (kept === 0) return []
  const text =
    kept === 1
      ? 'One person or realm stays as it is, in whole or in part. The list of changes says why.'
      : `${kept} people or realms stay as they are, in whole or in part. The list of changes says why.`
  return [{ code: 'undo_kept', text, count: kept }]
}
