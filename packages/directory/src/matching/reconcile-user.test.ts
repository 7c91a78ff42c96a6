import { expect, test } from 'vitest'
import { toDirectoryProfile, toEmail } from './directory-profile.ts'
import {
  reconcileUser,
  type MirroredPerson,
  type PersonInput,
  type PersonRules,
  type UserState,
} from './reconcile-user.ts'

const now = new Date('2026-11-21T12:00:00Z')
const rules: PersonRules = {
  autoLinkClaimed: false,
  refreshClaimed: false,
  fields: null,
  leaverPolicy: 'keep',
  leaverGraceDays: 14,
  now,
}

const ada: MirroredPerson = {
  identityId: 'i1',
  objectId: 'o1',
  displayName: 'Ada Byron',
  givenName: 'Ada',
  surname: 'Byron',
  mail: 'ada@example.org',
  userPrincipalName: 'ada@tenant.example',
  jobTitle: null,
  department: 'Engines',
  employeeId: null,
  accountEnabled: true,
  leftAt: null,
}

function user(more: Partial<UserState> = {}): UserState {
  return {
    id: 'u1',
    profile: toDirectoryProfile(ada),
    status: 'active',
    disabledBySync: false,
    registered: false,
    left: false,
    editedFields: [],
    heldElsewhere: false,
    disabledElsewhere: false,
    lastOwner: false,
    ...more,
  }
}

function decide(person: Partial<MirroredPerson>, linked: UserState | null, more: Partial<PersonRules> = {}) {
  const input: PersonInput = {
    person: { ...ada, ...person },
    linked,
    candidates: [],
    candidateStates: new Map(),
    decision: null,
    former: null,
    twin: null,
  }
  return reconcileUser(input, { ...rules, ...more })
}

test('someone new is created, disabled when the directory says so', () => {
  expect(decide({}, null)).toMatchObject({
    kind: 'create',
    after: { status: 'active', profile: { name: 'Ada Byron' } },
  })
  expect(decide({ accountEnabled: false }, null)).toMatchObject({
    kind: 'create',
    after: { status: 'disabled' },
  })
})

test('agreement is no change', () => {
  expect(decide({}, user()).kind).toBe('unchanged')
})

test('only fields that differ and were not edited here change', () => {
  const verdict = decide(
    { displayName: 'Ada Lovelace', department: null },
    user({ editedFields: ['department'] }),
  )
  expect(verdict).toMatchObject({
    kind: 'update',
    before: { profile: { name: 'Ada Byron' } },
    after: { profile: { name: 'Ada Lovelace' } },
  })
  expect(verdict.kind === 'update' && Object.keys(verdict.after.profile)).toEqual(['name'])
})

test('a claimed profile is refreshed only when the connection says so', () => {
  expect(decide({ displayName: 'New' }, user({ registered: true })).kind).toBe('unchanged')
  expect(decide({ displayName: 'New' }, user({ registered: true }), { refreshClaimed: true }).kind).toBe(
    'update',
  )
})

test('disabled in the directory disables, and enabling undoes only what sync did', () => {
  expect(decide({ accountEnabled: false }, user()).kind).toBe('disable')
  expect(decide({}, user({ status: 'disabled', disabledBySync: true })).kind).toBe('reactivate')
  expect(decide({}, user({ status: 'disabled', disabledBySync: false })).kind).toBe('unchanged')
})

test('the last owner is never disabled', () => {
  expect(decide({ accountEnabled: false }, user({ lastOwner: true })).kind).toBe('error')
  expect(decide({ leftAt: now }, user({ lastOwner: true }), { leaverPolicy: 'deactivate' }).kind).toBe(
    'error',
  )
})

test('leavers: kept and marked, disabled, or disabled once the days of grace are over', () => {
  expect(decide({ leftAt: now }, user())).toMatchObject({ kind: 'leave', after: { left: true } })
  expect(decide({ leftAt: now }, user({ left: true })).kind).toBe('absent')
  expect(decide({ leftAt: now }, user(), { leaverPolicy: 'deactivate' })).toMatchObject({
    kind: 'deactivate',
    after: { status: 'disabled', left: true },
  })
  const days = (n: number) => new Date(now.getTime() - n * 86_400_000)
  expect(decide({ leftAt: days(13) }, user({ left: true }), { leaverPolicy: 'grace' }).kind).toBe('absent')
  expect(decide({ leftAt: days(14) }, user({ left: true }), { leaverPolicy: 'grace' })).toMatchObject({
    kind: 'deactivate',
    after: { status: 'disabled' },
  })
})

test('someone another directory still holds has not left; someone unknown who left is nobody', () => {
  expect(decide({ leftAt: now }, user({ heldElsewhere: true }), { leaverPolicy: 'deactivate' }).kind).toBe(
    'absent',
  )
  expect(decide({ leftAt: now }, null).kind).toBe('absent')
})

test('back in the directory: the mark goes, and so does a disabling that sync did', () => {
  expect(decide({}, user({ left: true }))).toMatchObject({ kind: 'update', after: { left: false } })
  expect(decide({}, user({ left: true, status: 'disabled', disabledBySync: true }))).toMatchObject({
    kind: 'reactivate',
    after: { left: false, status: 'active' },
  })
})

test('who is enabled here and disabled in another directory stays out until both agree', () => {
  const disabled = user({ status: 'disabled', disabledBySync: true, disabledElsewhere: true })
  expect(decide({}, disabled).kind).toBe('unchanged')
  expect(decide({ department: 'Poetry' }, disabled)).toMatchObject({ kind: 'update' })
  expect(decide({ accountEnabled: false }, user({ disabledElsewhere: true })).kind).toBe('disable')
})

test('fields that the directory does not fill are left to people here', () => {
  const fields = ['name', 'jobTitle'] as const
  const changed = { displayName: 'New', jobTitle: 'Poet', department: 'Poetry', mail: 'new@example.org' }
  expect(decide(changed, user(), { fields })).toMatchObject({
    kind: 'update',
    after: { profile: { name: 'New', jobTitle: 'Poet' } },
  })
  expect(decide({ department: 'Poetry' }, user(), { fields }).kind).toBe('unchanged')
  expect(decide(changed, null, { fields: ['jobTitle'] })).toMatchObject({
    kind: 'create',
    after: { profile: { name: 'New', jobTitle: 'Poet', department: null, email: null } },
  })
})

test('a deleted account whose name was the address does not take the address away', () => {
  const renamed = { mail: null, userPrincipalName: '0123456789abcdef0123456789abcdefada@tenant.example' }
  const verdict = decide({ ...renamed, accountEnabled: false }, user())
  expect(verdict).toMatchObject({ kind: 'disable', after: { profile: {} } })
  expect(decide({ mail: null, userPrincipalName: null }, user())).toMatchObject({
    kind: 'update',
    after: { profile: { email: null } },
  })
})

test('an email is mail, else a principal name that can receive mail', () => {
  const upn = (userPrincipalName: string | null) => toEmail({ mail: null, userPrincipalName })
  expect(toEmail({ mail: 'a@b.example', userPrincipalName: 'c@d.example' })).toBe('a@b.example')
  expect(upn('c@d.example')).toBe('c@d.example')
  expect(upn('0123456789abcdef0123456789abcdefc@d.example')).toBeNull()
  expect(upn('c_d.example#EXT#@tenant.example')).toBeNull()
  expect(upn('no-at-sign')).toBeNull()
  expect(upn(null)).toBeNull()
})

test('a person always has a name', () => {
  const bare = {
    ...ada,
    displayName: null,
    givenName: null,
    surname: null,
    mail: null,
    userPrincipalName: null,
  }
  expect(toDirectoryProfile({ ...ada, displayName: null }).name).toBe('Ada Byron')
  expect(toDirectoryProfile({ ...bare, userPrincipalName: 'x@y.example' }).name).toBe('x@y.example')
  expect(toDirectoryProfile(bare).name).toBe('o1')
})
