import { PROFILE_FIELDS } from '@rollcall/vocabulary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toDirectoryProfile } from './directory-profile.ts'
import {
  reconcileUser,
  type MirroredPerson,
  type PersonRules,
  type UserState,
  type Verdict,
} from './reconcile-user.ts'

const now = new Date('2026-11-21T12:00:00Z')
const text = fc.option(fc.string({ minLength: 1, maxLength: 8 }), { nil: null })

const people: fc.Arbitrary<MirroredPerson> = fc.record({
  identityId: fc.constant('i'),
  objectId: fc.constant('o'),
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
  employeeId: text,
  accountEnabled: fc.boolean(),
  leftAt: fc.option(
    fc.integer({ min: 0, max: 30 }).map((days) => new Date(now.getTime() - days * 86_400_000)),
    { nil: null },
  ),
})

const users: fc.Arbitrary<UserState> = fc.record({
  id: fc.constant('u'),
  profile: fc.record({
    name: fc.string({ minLength: 1 }),
    givenName: text,
    surname: text,
    email: text,
    jobTitle: text,
    department: text,
    employeeId: text,
  }),
  status: fc.constantFrom('active' as const, 'disabled' as const),
  disabledBySync: fc.boolean(),
  registered: fc.boolean(),
  left: fc.boolean(),
  editedFields: fc.subarray([...PROFILE_FIELDS]),
  heldElsewhere: fc.boolean(),
  disabledElsewhere: fc.boolean(),
  lastOwner: fc.boolean(),
})

const policies: fc.Arbitrary<PersonRules> = fc.record({
  autoLinkClaimed: fc.boolean(),
  refreshClaimed: fc.boolean(),
  fields: fc.option(fc.subarray([...PROFILE_FIELDS]), { nil: null }),
  leaverPolicy: fc.constantFrom('keep' as const, 'deactivate' as const, 'grace' as const),
  leaverGraceDays: fc.integer({ min: 1, max: 30 }),
  now: fc.constant(now),
})

function decide(person: MirroredPerson, linked: UserState, rules: PersonRules): Verdict {
  return reconcileUser(
    { person, linked, candidates: [], candidateStates: new Map(), decision: null, former: null, twin: null },
    rules,
  )
}

/** The user as it is once a verdict has been applied. */
function applied(user: UserState, verdict: Verdict): UserState {
  if (!('after' in verdict)) return user
  const { profile, status, left } = verdict.after
  return {
    ...user,
    profile: { ...user.profile, ...profile },
    ...(status === undefined ? {} : { status, disabledBySync: status === 'disabled' }),
    ...(left === undefined ? {} : { left }),
  }
}

test('deciding again after applying finds nothing to do', () => {
  fc.assert(
    fc.property(people, users, policies, (person, user, rules) => {
      const first = decide(person, user, rules)
      const second = decide(person, applied(user, first), rules)
      const settled = first.kind === 'error' ? ['error'] : ['unchanged', 'absent']
      expect(settled).toContain(second.kind)
    }),
  )
})

test('edited fields, claimed profiles and the last owner are never touched against the rules', () => {
  fc.assert(
    fc.property(people, users, policies, (person, user, rules) => {
      const after = applied(user, decide(person, user, rules))
      for (const field of user.editedFields)
        expect(after.profile).toHaveProperty(field, Reflect.get(user.profile, field))
      if (user.registered && !rules.refreshClaimed) expect(after.profile).toEqual(user.profile)
      if (user.lastOwner && user.status === 'active') expect(after.status).toBe('active')
      if (user.status === 'disabled' && !user.disabledBySync) expect(after.status).toBe('disabled')
    }),
  )
})

test('a new person is exactly what the directory says, in the fields that it fills', () => {
  fc.assert(
    fc.property(people, policies, (person, rules) => {
      const verdict = reconcileUser(
        {
          person: { ...person, leftAt: null },
          linked: null,
          candidates: [],
          candidateStates: new Map(),
          decision: null,
          former: null,
          twin: null,
        },
        rules,
      )
      const said = toDirectoryProfile(person)
      const filled = PROFILE_FIELDS.filter(
        (field) => field === 'name' || rules.fields?.includes(field) !== false,
      )
      const profile = Object.fromEntries(
        PROFILE_FIELDS.map((field) => [field, filled.includes(field) ? said[field] : null]),
      )
      expect(verdict).toMatchObject({ kind: 'create', after: { profile } })
    }),
  )
})
