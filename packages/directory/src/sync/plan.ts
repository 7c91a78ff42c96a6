import type { NewChange } from '@rollcall/db'
import type { ConflictReason } from '@rollcall/vocabulary'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { reconcileUser, type PersonRules, type StatePart, type Verdict } from '../matching/reconcile-user.ts'
import type { PlannedPerson } from './plan-chunk.ts'
import { diffRealms, type PlannedRealm, type RealmGrants } from './realm-grants.ts'

/** How often each kind of change was planned for people. */
export interface PlanCounts {
  created: number
  updated: number
  disabled: number
  deactivated: number
  reactivated: number
  conflicts: number
  errors: number
  left: number
}

export function emptyCounts(): PlanCounts {
  return {
    created: 0,
    updated: 0,
    disabled: 0,
    deactivated: 0,
    reactivated: 0,
    conflicts: 0,
    errors: 0,
    left: 0,
  }
}

const COUNTED = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  deactivate: 'deactivated',
  reactivate: 'reactivated',
  conflict: 'conflicts',
  error: 'errors',
  leave: 'left',
  unlink: 'deactivated',
  delete: 'deactivated',
} as const satisfies Record<string, keyof PlanCounts>

/** The count that a change kind belongs to; realms are not people and have none. */
export function countedAs(kind: string): keyof PlanCounts | null {
  return kind in COUNTED ? COUNTED[toCounted(kind)] : null
}

/** Checked by the caller with `in`. */
function toCounted(kind: string): keyof typeof COUNTED {
  return kind as keyof typeof COUNTED
}

export interface PlannedConflict {
  readonly identityId: string
  readonly reason: ConflictReason
  readonly candidateIds: readonly string[]
}

export type PlannedChange = Omit<NewChange, 'seq'>

/** Turns the verdict about one person, and the realms they gain and lose, into at most one change. */
export function planPerson(
  planned: PlannedPerson,
  rules: PersonRules & { defaultRole: string; newId: () => string },
  grants: RealmGrants,
): { change: PlannedChange; conflict: PlannedConflict | null } | null {
  const verdict = reconcileUser(planned.input, rules)
  const realms = diffRealms(planned.wanted, planned.held, grants)
  const base = { ...about(planned), realmsGained: realms.gained, realmsLost: realms.lost }
  switch (verdict.kind) {
    case 'skip':
      return null
    case 'create': {
      const after = { ...verdict.after, role: rules.defaultRole }
      return plain({
        ...base,
        kind: 'create',
        userId: rules.newId(),
        before: guarded({ profile: {}, linked: false }, planned),
        after,
        reason: verdict.reason,
      })
    }
    case 'conflict':
      return toConflict(planned, verdict)
    case 'error':
      return plain({
        ...base,
        kind: 'error',
        userId: verdict.user.id,
        realmsGained: [],
        realmsLost: [],
        reason: verdict.reason,
        outcome: 'failed',
        error: { message: verdict.reason, hint: verdict.hint },
      })
    case 'absent':
    case 'unchanged':
      return realmsOnly(planned, verdict, base)
    default:
      return plain({
        ...base,
        kind: verdict.kind,
        userId: verdict.user.id,
        before: { ...guarded(verdict.before, planned), registered: verdict.user.registered },
        after: verdict.after,
        reason: isLeaving(verdict.kind) ? verdict.reason : realmReason(verdict.reason, base),
      })
  }
}

type Base = ReturnType<typeof about> & Pick<PlannedChange, 'realmsGained' | 'realmsLost'>

function about({ input }: PlannedPerson) {
  const profile = toDirectoryProfile(input.person)
  return {
    userId: null,
    identityId: input.person.identityId,
    realmId: null,
    mappingId: null,
    objectId: input.person.objectId,
    name: profile.name ?? input.person.objectId,
    email: profile.email,
    before: { profile: {} },
    after: { profile: {} },
    outcome: 'pending' as const,
    error: null,
  }
}

function plain(change: PlannedChange): { change: PlannedChange; conflict: null } {
  return { change, conflict: null }
}

/** What must still be true when the change is applied: the fields it touches, and what a client has pushed. */
function guarded(before: StatePart, { mirror }: PlannedPerson): object {
  return mirror === null ? before : { ...before, mirror }
}

function realmsOnly(planned: PlannedPerson, verdict: Verdict, base: Base) {
  const user = planned.input.linked
  if (!user || (base.realmsGained.length === 0 && base.realmsLost.length === 0)) return null
  return plain({
    ...base,
    kind: verdict.kind === 'absent' ? 'leave' : 'update',
    userId: user.id,
    before: { ...guarded({ profile: {} }, planned), registered: user.registered },
    after: { profile: {} },
    reason: realmReason('', base),
  })
}

/** Why someone left says enough about the realms that go with it. */
function isLeaving(kind: string): boolean {
  return kind === 'leave' || kind === 'deactivate'
}

function realmReason(reason: string, base: Base): string {
  const said = reason === '' ? [] : [reason]
  if (base.realmsGained.length > 0) said.push('A group of this person gives a realm.')
  if (base.realmsLost.length > 0) said.push('No group of this person gives this realm any more.')
  return said.join(' ')
}

const CONFLICT_TEXTS = {
  claimed_match:
    'The email belongs to someone who can already sign in. A person has to decide whether they are the same.',
  several_matches: 'Several people here have this email. A person has to decide which one it is.',
  shared_match:
    'Several people of the directory share this email with one person here. A person has to decide whose it is.',
} as const satisfies Record<ConflictReason, string>

function toConflict(planned: PlannedPerson, verdict: Extract<Verdict, { kind: 'conflict' }>) {
  const { reason, candidateIds } = verdict
  const identityId = planned.input.person.identityId
  return {
    change: {
      ...about(planned),
      kind: 'conflict',
      realmsGained: [],
      realmsLost: [],
      reason: CONFLICT_TEXTS[reason],
      outcome: 'noted' as const,
    },
    conflict: { identityId, reason, candidateIds },
  }
}

/** The change that makes a realm a mapping asked for. */
export function toRealmCreation(realm: PlannedRealm): PlannedChange {
  return {
    kind: 'create_realm',
    userId: null,
    identityId: null,
    realmId: realm.id,
    mappingId: realm.mappingId,
    objectId: null,
    name: realm.name,
    email: null,
    before: { profile: {} },
    after: { profile: {}, slug: realm.slug, color: realm.color },
    realmsGained: [],
    realmsLost: [],
    reason: `The group ${realm.groupName} asks for a realm of its own.`,
    outcome: 'pending',
    error: null,
  }
}
