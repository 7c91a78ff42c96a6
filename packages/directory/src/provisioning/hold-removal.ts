import {
  countHeldChange,
  countScimRemovals,
  dropHeldChanges,
  findActiveRun,
  insertChanges,
  insertRun,
  lastSeq,
  lockActiveRun,
  makeRunWait,
  managesAtLeast,
  Prisma,
} from '@rollcall/db'
import { isRecord } from '../events/event-facts.ts'
import { countedAs, planPerson, type PlannedChange } from '../sync/plan.ts'
import type { PlannedPerson } from '../sync/plan-chunk.ts'
import { guardPlan } from '../sync/guard-plan.ts'
import type { RealmGrants } from '../sync/realm-grants.ts'
import { toPersonRules } from './judge-scim-user.ts'
import { NO_REALMS } from './no-realms.ts'
import { ScimBusy } from './scim-refusals.ts'
import type { Settling } from './settling.ts'
import type { Settled } from './user-facts.ts'

/** A run that is at work is soon done. */
const RETRY_SECONDS = 20

/** Whether this person may not lose access by this connection before someone has looked at it. */
export async function mustHold({ call, tx, at }: Settling, userId: string): Promise<boolean> {
  const { connectionId, guard } = call.rules
  if (guard.maxPercent >= 100) return false
  const removals = await countScimRemovals(tx, { connectionId, userId, at })
  if (removals < guard.maxPeople) return false
  if (guard.maxPercent === 0) return true
  // The people who are gone already were managed when the hour began.
  const needed = Math.ceil(((removals + 1) * 100) / guard.maxPercent) - removals
  return !(await managesAtLeast(tx, connectionId, needed))
}

/** Puts the loss of access into the connection's waiting plan, as a run would have planned it. */
export async function holdRemoval(
  settling: Settling,
  planned: PlannedPerson,
  realms: RealmGrants = NO_REALMS,
): Promise<Settled> {
  const { call, person, at } = settling
  const { ctx, rules } = call
  const planning = { ...toPersonRules(rules, at), defaultRole: rules.defaultRole, newId: () => ctx.newId() }
  const change = planPerson({ ...planned, mirror: person.mirror.hash }, planning, realms)?.change
  if (!change) throw new Error('A person who would lose access has no change to plan.')
  await addToWaitingPlan(settling, change)
  return {
    outcome: 'held',
    userId: change.userId,
    why: `${change.reason} More people lost access within an hour than this connection allows without asking, so this waits until someone decides.`,
    fields: [],
  }
}

async function addToWaitingPlan(settling: Settling, change: PlannedChange): Promise<void> {
  const { call, tx, emit } = settling
  const { ctx, rules } = call
  const { id, made } = await holdRun(settling)
  const seq = (await lastSeq(tx, id)) + 1
  await insertChanges(tx, id, [{ ...change, seq }])
  await countHeldChange(tx, id, change.kind)
  const text = await tellHeld(settling, id)
  if (made)
    emit({
      type: 'run.held',
      actor: ctx.actor,
      connectionId: rules.connectionId,
      runId: id,
      data: { connection: rules.displayName, text },
    })
}

/** The plan that waits, or a new one. Throws ScimBusy while a run is at work: it would plan the same. */
async function holdRun({ call, tx, emit }: Settling): Promise<{ id: string; made: boolean }> {
  const { ctx, rules } = call
  const { connectionId, displayName } = rules
  const active = await lockActiveRun(tx, connectionId)
  if (active?.status === 'awaiting_confirmation' && active.mode !== 'undo')
    return { id: active.id, made: false }
  if (active !== null || (await findActiveRun(tx, connectionId)) !== null) throw busy()
  const id = ctx.newId()
  const inserted = await insertRun(tx, {
    id,
    connectionId,
    mode: 'full',
    modeNote: 'What was pushed and held back waits here for a person.',
    trigger: 'push',
    planOnly: true,
    actor: ctx.actor,
    scope: { groups: [], includeNested: false, includeGuests: true },
  })
  if (!inserted) throw busy()
  await makeRunWait(tx, id)
  const data = { connection: displayName }
  emit({ type: 'run.queued', actor: ctx.actor, connectionId, runId: id, data })
  return { id, made: true }
}

function busy(): ScimBusy {
  return new ScimBusy(
    RETRY_SECONDS,
    'More people lost access within an hour than this connection allows without asking, and a sync is at work, so this cannot be put before a person yet. Repeat the request.',
  )
}

/** Says anew why the plan waits. */
async function tellHeld({ tx }: Settling, runId: string): Promise<string> {
  const run = await tx.syncRun.findUniqueOrThrow({
    where: { id: runId },
    select: { disabled: true, deactivated: true },
  })
  const removals = run.disabled + run.deactivated
  const policy = { maxPeople: 0, maxPercent: 0 }
  const held = guardPlan({ ...NOTHING_ELSE, removals, heldBack: removals }, policy)
  const reason = held ?? { code: 'asked_for_plan', text: 'The plan is ready. Nothing has changed yet.' }
  await tx.syncRun.update({ where: { id: runId }, data: { held: { ...reason } }, select: { id: true } })
  return reason.text
}

const NOTHING_ELSE = {
  planOnly: true,
  seen: 0,
  realmLosses: 0,
  managed: 0,
  completeReading: false,
  lastSeen: null,
} as const

/** What a waiting plan would have done to this person does not count any more. A plan of push that is empty then ends. */
export async function dropHeld(settling: Settling, userId: string | null): Promise<void> {
  const { call, tx, emit, person, at } = settling
  const { ctx, rules } = call
  const about = { connectionId: rules.connectionId, identityId: person.id, userId }
  for (const { run_id: id, kind } of await dropHeldChanges(tx, about)) {
    const counted = countedAs(kind)
    const run = await tx.syncRun.update({
      where: { id },
      data: { changeCount: { decrement: 1 }, ...(counted && { [counted]: { decrement: 1 } }) },
      select: { changeCount: true, trigger: true, held: true },
    })
    if (run.trigger === 'push' && run.changeCount === 0) {
      await tx.syncRun.update({
        where: { id },
        data: { status: 'cancelled', finishedAt: at, held: Prisma.DbNull },
        select: { id: true },
      })
      const data = { connection: rules.displayName, status: 'cancelled' }
      emit({ type: 'run.finished', actor: ctx.actor, connectionId: rules.connectionId, runId: id, data })
    } else if (isRecord(run.held) && run.held['code'] === 'held_back') await tellHeld(settling, id)
  }
}
