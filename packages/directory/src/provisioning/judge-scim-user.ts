import type { PushedPerson, ScimUserPerson } from '@rollcall/db'
import { userStatus } from '@rollcall/vocabulary'
import {
  reconcileUser,
  type MirroredPerson,
  type PersonInput,
  type PersonRules,
  type UserState,
  type Verdict,
} from '../matching/reconcile-user.ts'
import { toFilledFields } from './mirrored-fields.ts'
import type { ScimRules } from './provider-call.ts'

export function toPersonRules(rules: ScimRules, now: Date): PersonRules {
  return {
    autoLinkClaimed: rules.autoLinkClaimed,
    refreshClaimed: rules.refreshClaimed,
    fields: toFilledFields(rules.mirroring),
    leaverPolicy: rules.leaverPolicy,
    leaverGraceDays: rules.leaverGraceDays,
    now,
  }
}

export function toPerson({ id, mirror }: PushedPerson, leftAt: Date | null): MirroredPerson {
  return { identityId: id, leftAt, ...mirror.user }
}

/** Someone of whom nobody here is known, as far as a request can tell without looking. */
export function toStranger(person: PushedPerson): PersonInput {
  return { person: toPerson(person, null), linked: null, ...NO_MATCH }
}

/** Someone who is linked: only the person here counts. */
export function toLinked(person: PushedPerson, user: ScimUserPerson, leftAt: Date | null): PersonInput {
  return { person: toPerson(person, leftAt), linked: toUserState(user), ...NO_MATCH }
}

export function judgeLinked(input: PersonInput, rules: ScimRules, now: Date): Verdict {
  return reconcileUser(input, toPersonRules(rules, now))
}

const NO_MATCH = {
  candidates: [],
  candidateStates: new Map<string, UserState>(),
  decision: null,
  former: null,
  twin: null,
} as const

function toUserState(user: ScimUserPerson): UserState {
  return {
    id: user.id,
    profile: {
      name: user.name,
      givenName: user.given_name,
      surname: user.surname,
      email: user.email,
      jobTitle: user.job_title,
      department: user.department,
      employeeId: user.employee_id,
    },
    status: userStatus.parse(user.status),
    disabledBySync: user.disabled_by === 'sync',
    registered: user.registered,
    left: user.left,
    editedFields: user.edited_fields,
    heldElsewhere: user.held_elsewhere,
    disabledElsewhere: user.disabled_elsewhere,
    lastOwner: user.last_owner,
  }
}
