import {
  addScimRemoval,
  endAccess,
  giveMappedRealms,
  linkScimPerson,
  recordConflicts,
  type Prisma,
} from '@rollcall/db'
import type { ScimOutcome } from '@rollcall/vocabulary'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import type { StatePart, UserState, Verdict } from '../matching/reconcile-user.ts'
import { planPerson } from '../sync/plan.ts'
import type { PlannedPerson } from '../sync/plan-chunk.ts'
import { dropHeld, holdRemoval, mustHold } from './hold-removal.ts'
import { toPersonRules } from './judge-scim-user.ts'
import { NO_REALMS } from './no-realms.ts'
import { LastOwnerRefused } from './scim-refusals.ts'
import type { Settling } from './settling.ts'
import { toUserProfile } from './to-user-profile.ts'
import { toSettled, type Settled } from './user-facts.ts'

/** Does what was decided about a person, unless so many have lost access that a person has to decide. */
export async function settleVerdict(
  settling: Settling,
  planned: PlannedPerson,
  verdict: Verdict,
  otherwise: ScimOutcome,
): Promise<Settled> {
  switch (verdict.kind) {
    case 'create':
      return makeUser(settling, verdict)
    case 'conflict':
      return openConflict(settling, planned)
    case 'error':
      throw new LastOwnerRefused(verdict.user.id)
    case 'update':
    case 'disable':
    case 'deactivate':
    case 'reactivate':
    case 'leave': {
      await closeConflict(settling)
      const loses = verdict.after.status === 'disabled'
      if (loses && (await mustHold(settling, verdict.user.id))) return holdRemoval(settling, planned)
      await changeUser(settling, verdict.user, verdict.after)
      return toSettled(verdict, otherwise)
    }
    default:
      await closeConflict(settling)
      return toSettled(verdict, otherwise)
  }
}

async function makeUser(
  settling: Settling,
  { after, reason }: Extract<Verdict, { kind: 'create' }>,
): Promise<Settled> {
  const { call, tx, at } = settling
  const userId = call.ctx.newId()
  const disabled = after.status === 'disabled'
  await tx.user.create({
    data: {
      ...toUserProfile(after.profile),
      id: userId,
      role: call.rules.defaultRole,
      status: disabled ? 'disabled' : 'active',
      ...(disabled && { disabledBy: 'sync', disabledAt: at }),
    },
    select: { id: true },
  })
  await closeConflict(settling)
  await link(settling, userId)
  return { outcome: 'created', userId, why: reason, fields: [] }
}

async function changeUser(settling: Settling, user: UserState, after: StatePart): Promise<void> {
  const { call, tx, emit, at } = settling
  await tx.user.update({
    where: { id: user.id },
    data: { ...toUserProfile(after.profile, user.profile), ...toStatus(after, at), updatedAt: at },
    select: { id: true },
  })
  if (after.linked) await link(settling, user.id)
  if (after.status !== 'disabled') return
  noteEndedAccess(emit, call.ctx.actor, await endAccess(tx, { userId: user.id, at }))
  await addScimRemoval(tx, { connectionId: call.rules.connectionId, userId: user.id, at })
}

function toStatus({ status, left }: StatePart, at: Date): Prisma.UserUncheckedUpdateInput {
  return {
    ...(left !== undefined && { leftAt: left ? at : null }),
    ...(status === 'disabled' && { status, disabledBy: 'sync', disabledRunId: null, disabledAt: at }),
    ...(status === 'active' && { status, disabledBy: null, disabledRunId: null, disabledAt: null }),
  }
}

async function link(settling: Settling, userId: string): Promise<void> {
  const { call, tx, person } = settling
  await dropHeld(settling, userId)
  const about = { connectionId: call.rules.connectionId, identityId: person.id, userId }
  await linkScimPerson(tx, about)
  await giveMappedRealms(tx, about)
}

/** The client gets its User; who that is here waits for a person. */
async function openConflict({ call, tx, at }: Settling, planned: PlannedPerson): Promise<Settled> {
  const { ctx, rules } = call
  const planning = { ...toPersonRules(rules, at), defaultRole: rules.defaultRole, newId: () => ctx.newId() }
  const plan = planPerson(planned, planning, NO_REALMS)
  if (plan?.conflict)
    await recordConflicts(tx, rules.connectionId, null, [{ ...plan.conflict, id: ctx.newId() }])
  return { outcome: 'conflict', userId: null, why: plan?.change.reason ?? null, fields: [] }
}

/** Who this is was open, and is not any more; a decision that someone made stays. */
async function closeConflict({ tx, person, at }: Settling): Promise<void> {
  await tx.conflict.updateMany({
    where: { identityId: person.id, status: 'open' },
    data: { status: 'resolved', decidedAt: at },
  })
}
