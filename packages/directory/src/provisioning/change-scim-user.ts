import {
  type EndedAccess,
  isSerializationFailure,
  mirrorDifference,
  readScimUser,
  type ScimUserUpdate,
  updateSandboxUser,
  updateScimPerson,
  updateScimUser,
} from '@rollcall/db'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import type { Verdict } from '../matching/reconcile-user.ts'
import { changeCarefully } from './change-carefully.ts'
import { toEdited, toUnchanged, toWritten, type Edited, type ScimUserChange } from './edited-user.ts'
import { endOwnerSessions } from './end-owner-sessions.ts'
import { judgeLinked, toLinked } from './judge-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'
import { isResourceId, toScimRefusal, unknownUser } from './scim-refusals.ts'
import { toUserProfile } from './to-user-profile.ts'
import { toSettled, toUserEvent } from './user-facts.ts'

/** Tries before the User is locked for the change. */
const TRIES = 3

/** Changes a User and the person here: one statement to read, one to write. Throws ScimError 400, 404, 409, 412 or 429. */
export async function changeScimUser(call: ScimCall<ScimUserChange>): Promise<Written> {
  if (!isResourceId(call.input.id)) throw unknownUser()
  try {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const edited = await readEdited(call)
      if (edited.changed.length === 0) return toUnchanged(edited)
      const written = await changePlainly(edited)
      if (written === 'carefully') break
      if (written !== null) return written
    }
    return await changeCarefully(call)
  } catch (error) {
    await endOwnerSessions(call.ctx, error)
    throw toScimRefusal(error)
  }
}

async function readEdited(call: ScimCall<ScimUserChange>): Promise<Edited> {
  const { ctx, rules, input } = call
  const at = ctx.now()
  const state = await readScimUser(ctx.db.sql, { connectionId: rules.connectionId, id: input.id, at })
  return toEdited(call, state, at)
}

/** Null when something changed meanwhile, so that it has to be tried again; `carefully` when one statement is not enough. */
async function changePlainly(edited: Edited): Promise<Written | 'carefully' | null> {
  const { call, state, person, at } = edited
  const { ctx, rules } = call
  const update = { person, rulesVersion: rules.version, version: state.version, at }
  try {
    if (rules.sandbox) {
      const stored = await updateSandboxUser(ctx.db.sql, update)
      return stored ? toWritten(edited, { outcome: 'updated', userId: null, why: null, fields: [] }) : null
    }
    const verdict = judgePlain(edited)
    if (verdict === null) return 'carefully'
    const settled = toSettled(verdict, 'updated')
    const difference = mirrorDifference(person, state)
    const noted = { ...update, difference, event: toUserEvent(call, person, edited.changed, settled) }
    const written =
      verdict.kind === 'unchanged'
        ? await updateScimUser(ctx.db.sql, noted)
        : await updatePerson(edited, verdict, noted)
    return written ? toWritten(edited, settled) : null
  } catch (error) {
    if (isSerializationFailure(error)) return null
    throw error
  }
}

type Unchanged = Extract<Verdict, { kind: 'unchanged' }>
type Changing = Extract<Verdict, { before: unknown }>

/** More than the number of requests that are under way at once, so that together they do not pass what is allowed. */
const MARGIN = 64

/** Null where something waits for a decision, someone may have to be asked, or more than the person is touched. */
function judgePlain({ call, state, person, at }: Edited): Unchanged | Changing | null {
  const { rules } = call
  if (state.user === null || state.planned) return null
  const verdict = judgeLinked(toLinked(person, state.user, null), rules, at)
  switch (verdict.kind) {
    case 'unchanged':
    case 'update':
    case 'reactivate':
      return verdict
    case 'disable': {
      const free = rules.guard.maxPercent >= 100 || state.removals + MARGIN < rules.guard.maxPeople
      return free && state.user.role !== 'owner' && !state.user.ends_noted ? verdict : null
    }
    default:
      return null
  }
}

async function updatePerson(
  { call, state }: Edited,
  { user, after }: Changing,
  update: ScimUserUpdate,
): Promise<boolean> {
  const ended = await updateScimPerson(call.ctx.db.sql, {
    ...update,
    user: {
      id: user.id,
      mark: state.user?.mark ?? '',
      profile: Object.keys(after.profile).length > 0 ? toUserProfile(after.profile, user.profile) : null,
      status: after.status ?? null,
      left: after.left ?? null,
    },
  })
  if (ended === null) return false
  if (ended !== 'nothing_ended') await noteLateEnds(call, ended)
  return true
}

/** A QR or a capability that came between the reading and the writing ended as well; its line in the history follows. */
async function noteLateEnds({ ctx }: ScimCall<unknown>, ended: EndedAccess): Promise<void> {
  if (ended.qrs.length + ended.grants.length === 0) return
  await ctx.db.change(async (_tx, emit) => noteEndedAccess(emit, ctx.actor, ended))
}
