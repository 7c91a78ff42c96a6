import { describe, expect, it } from 'vitest'
import { sortReadings, toSourceGroup, toSourceMember, toSourceUser, type Reading } from './transform.ts'

function read<T>(reading: Reading<T>): T {
  if (reading.kind === 'read') return reading.value
  throw new Error(reading.item.why)
}

function why(reading: Reading<unknown>): string {
  if (reading.kind === 'unreadable') return reading.item.why
  throw new Error('The item was read.')
}

/** As recorded from GET /users with the properties we select; nulls are explicit. */
const recorded = {
  id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0',
  displayName: 'Conf Room Adams',
  givenName: null,
  surname: null,
  mail: null,
  userPrincipalName: 'adams@example.onmicrosoft.com',
  jobTitle: null,
  department: null,
  employeeId: null,
  companyName: null,
  officeLocation: null,
  accountEnabled: true,
  userType: 'Member',
}

describe('people', () => {
  it('reads a recorded person and ignores what was not asked for', () => {
    expect(read(toSourceUser({ ...recorded, '@odata.id': 'x', mobilePhone: '1' }))).toEqual({
      objectId: recorded.id,
      displayName: 'Conf Room Adams',
      givenName: null,
      surname: null,
      mail: null,
      userPrincipalName: 'adams@example.onmicrosoft.com',
      jobTitle: null,
      department: null,
      employeeId: null,
      companyName: null,
      officeLocation: null,
      accountEnabled: true,
      userType: 'member',
    })
  })

  it.each([
    ['Guest', 'a@b.c', 'guest'],
    ['Member', 'a_b.c#EXT#@x.onmicrosoft.com', 'member'],
    [null, 'a@b.c', 'member'],
    [null, 'a_b.c#EXT#@x.onmicrosoft.com', 'guest'],
    [undefined, null, 'member'],
  ])('makes userType %j with name %j a %s', (userType, userPrincipalName, expected) => {
    expect(read(toSourceUser({ ...recorded, userType, userPrincipalName })).userType).toBe(expected)
  })

  it('never makes an address out of a name, and drops the mark of a deleted one', () => {
    const userPrincipalName = '6ea91a8de32e41a1b7bdd2d185eed0e0adams@example.com'
    const user = read(toSourceUser({ ...recorded, userPrincipalName }))
    expect([user.mail, user.userPrincipalName]).toEqual([null, 'adams@example.com'])
  })

  it('does not guess whether an account is enabled', () => {
    expect(why(toSourceUser({ ...recorded, accountEnabled: null }))).toContain('enabled')
    const { accountEnabled: _, ...without } = recorded
    expect(read(toSourceUser(without)).accountEnabled).toBe(true)
    expect(read(toSourceUser({ ...recorded, accountEnabled: false })).accountEnabled).toBe(false)
  })

  it('does not make a person out of an id alone', () => {
    const withheld = Object.fromEntries(Object.keys(recorded).map((name) => [name, null]))
    expect(why(toSourceUser({ ...withheld, id: recorded.id }))).toContain('withheld')
    expect(why(toSourceUser({ id: recorded.id }))).toContain('withheld')
  })

  it.each([
    [null],
    ['text'],
    [{ displayName: 'No id' }],
    [{ ...recorded, id: '' }],
    [{ ...recorded, employeeId: 7 }],
  ])('sets %j apart', (item) => {
    expect(why(toSourceUser(item))).toContain('do not understand')
  })
})

describe('groups', () => {
  const security = { id: 'g', displayName: 'G', groupTypes: [], mailEnabled: false, securityEnabled: true }

  it.each([
    [{}, 'security', false],
    [{ groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false }, 'microsoft365', false],
    [{ groupTypes: ['Unified', 'DynamicMembership'], mailEnabled: true }, 'microsoft365', true],
    [{ mailEnabled: true, securityEnabled: true }, 'mail_security', false],
    [{ mailEnabled: true, securityEnabled: false }, 'distribution', false],
    [{ groupTypes: ['DynamicMembership'] }, 'security', true],
    [{ groupTypes: null, mailEnabled: null }, 'security', false],
  ])('tells %j to be %s', (change, kind, dynamic) => {
    expect(read(toSourceGroup({ ...security, ...change }))).toMatchObject({ kind, dynamic })
  })

  it('marks hidden membership and names a nameless group by its id', () => {
    const group = read(toSourceGroup({ ...security, displayName: null, visibility: 'HiddenMembership' }))
    expect(group).toMatchObject({ hiddenMembership: true, displayName: 'g' })
  })
})

describe('members', () => {
  it.each([
    [
      { '@odata.type': '#microsoft.graph.device', id: 'd' },
      { kind: 'other', objectId: 'd' },
    ],
    [
      { '@odata.type': '#microsoft.graph.servicePrincipal', id: 's' },
      { kind: 'other', objectId: 's' },
    ],
    [
      { '@odata.type': '#microsoft.graph.orgContact', id: 'c' },
      { kind: 'other', objectId: 'c' },
    ],
    [
      { '@odata.type': '#microsoft.graph.group', id: 'g', displayName: null },
      { kind: 'group', objectId: 'g', displayName: null },
    ],
  ])('reads %j', (item, expected) => {
    expect(read(toSourceMember(item))).toEqual(expected)
  })

  it('takes an untyped member for a person only with a sign-in name', () => {
    expect(read(toSourceMember(recorded)).kind).toBe('user')
    expect(why(toSourceMember({ id: 'x', displayName: 'X' }))).toContain('kind of member')
  })

  it('loses nothing when sorting', () => {
    const sorted = sortReadings([recorded, null, { id: 'x' }], toSourceUser)
    expect([sorted.items.length, sorted.unreadable.length]).toEqual([1, 2])
  })
})
