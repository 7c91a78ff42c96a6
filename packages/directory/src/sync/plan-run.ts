import {
  clearPlan,
  countManaged,
  countPresent,
  findLastOwner,
  insertChanges,
  resolveOtherConflicts,
  setPlanEveryone,
  storeChangeKinds,
  type Tx,
} from '@rollcall/db'
import { guardPlan, type PlanSummary } from './guard-plan.ts'
import { toMirroredFields } from '../provisioning/mirrored-fields.ts'
import { emptyCounts, toRealmCreation, type PlanCounts } from './plan.ts'
import { planPeople, type Planning } from './plan-people.ts'
import type { ReadingState } from './reading-state.ts'
import { RealmAccessMeter } from './realm-access.ts'
import { loadRealmGrants } from './realm-grants.ts'
import { parseScope, scopeKey } from './run-scope.ts'
import type { RunConnection, RunSession } from './run-session.ts'

/** Compares mirror and people, writes the plan, and says whether it may be applied at once (true) or waits for a person. */
export async function planRun(session: RunSession, reading: ReadingState): Promise<boolean> {
  const planning = await beginPlanning(session, reading)
  await planPeople(session, reading, planning)
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
    // Whatever asks for everyone from here on is for the next run.
    if (reading.coversEveryone && reading.at.changed === null) await setPlanEveryone(tx, connection.id, false)
    return {
      grants,
      rules: {
        autoLinkClaimed: connection.autoLinkClaimed,
        refreshClaimed: connection.refreshClaimed,
        fields: toMirroredFields(connection),
        leaverPolicy: connection.leaverPolicy,
        leaverGraceDays: connection.leaverGraceDays,
        defaultRole: connection.defaultRole,
        now: ctx.now(),
        newId: () => ctx.newId(),
      },
      lastOwner: await findLastOwner(tx),
      counts: { ...emptyCounts(), errors: reading.at.lastSeq },
      access: new RealmAccessMeter(),
      onlyPresent: reading.at.reads === 'full' && !reading.at.complete,
      expected: Math.max(reading.seen.size, 1),
      seq: first + realms.length,
      planned: 0,
      changes: realms.length,
    }
  })
}

async function finishPlanning(
  session: RunSession,
  reading: ReadingState,
  planning: Planning,
): Promise<boolean> {
  const { counts, changes } = planning
  const { created, updated, disabled, reactivated, conflicts, errors } = counts
  const people = created + updated + disabled + reactivated + conflicts + errors - reading.at.failedParts
  return session.step(async (tx, emit) => {
    const seen = await countSeen(tx, session, reading)
    const skipped = Math.max(0, seen - people)
    if (reading.coversEveryone) await resolveOtherConflicts(tx, session.connection.id, session.runId)
    const held = guardPlan(await summarise(tx, session, reading, planning), session.connection.guard)
    await session.update(tx, {
      ...counts,
      seen,
      skipped,
      changeCount: changes,
      realmAccess: planning.access.rows().map((row) => ({ ...row })),
      completeReading: reading.at.complete,
      warnings: reading.at.warnings,
      status: held ? 'awaiting_confirmation' : 'applying',
      ...(held ? { held, leaseOwner: null, leaseExpiresAt: null } : {}),
    })
    await storeChangeKinds(tx, session.runId)
    session.emit(emit, 'run.planned', { changes })
    if (held) session.emit(emit, 'run.held', { text: held.text })
    return held === null
  })
}

/** Counting everyone is left out where the answer could not matter, so that a small delta stays small. */
async function summarise(
  tx: Tx,
  session: RunSession,
  reading: ReadingState,
  { counts, access }: Planning,
): Promise<PlanSummary> {
  const whole = reading.at.reads === 'full' && reading.at.complete
  const pushed = session.connection.kind === 'scim'
  const removals = counts.disabled + counts.deactivated
  const realmLosses = access.losses
  const few = Math.max(removals, realmLosses) <= session.connection.guard.maxPeople
  return {
    planOnly: session.planOnly,
    heldBack: countHeldBack(session.connection, counts),
    seen: reading.people,
    removals,
    realmLosses,
    realmAccess: access.rows(),
    managed: few && !(whole && reading.people === 0) ? 0 : await countManaged(tx, session.connection.id),
    completeReading: whole,
    // What a client deleted was guarded when it was deleted.
    lastSeen: whole && !pushed ? await findLastSeen(tx, session) : null,
  }
}

/**
 * What a client pushes is applied as it comes; a loss of access that is still there to be planned was held back then, and
 * goes on waiting for a person. Only the end of a grace time comes without a request.
 */
function countHeldBack({ kind, leaverPolicy }: RunConnection, counts: PlanCounts): number {
  if (kind !== 'scim') return 0
  return counts.disabled + (leaverPolicy === 'grace' ? 0 : counts.deactivated)
}

/**
 * People of the directory this run accounts for. Whom a delta does not mention is as before, so the count goes on from
 * that of the last run; only after one that did not end well is everyone counted.
 */
async function countSeen(tx: Tx, session: RunSession, reading: ReadingState): Promise<number> {
  if (reading.at.reads === 'full') return reading.people
  const last = await tx.syncRun.findFirst({
    where: { connectionId: session.connection.id, id: { not: session.runId }, mode: { not: 'undo' } },
    orderBy: { createdAt: 'desc' },
    select: { seen: true, scope: true, status: true, completeReading: true },
  })
  const goesOn =
    last?.completeReading &&
    (last.status === 'succeeded' || last.status === 'completed_with_errors') &&
    scopeKey(parseScope(last.scope)) === scopeKey(session.scope)
  return goesOn ? last.seen + reading.at.gained : countPresent(tx, session.connection.id)
}

/** People seen by the last complete reading of the same scope. */
async function findLastSeen(tx: Tx, session: RunSession): Promise<number | null> {
  const earlier = await tx.syncRun.findMany({
    where: {
      connectionId: session.connection.id,
      id: { not: session.runId },
      completeReading: true,
      mode: 'full',
      status: { in: ['succeeded', 'completed_with_errors'] },
    },
    orderBy: { createdAt: 'desc' },
    take: 5,
    select: { seen: true, scope: true },
  })
  const same = earlier.find((run) => scopeKey(parseScope(run.scope)) === scopeKey(session.scope))
  return same?.seen ?? null
}
