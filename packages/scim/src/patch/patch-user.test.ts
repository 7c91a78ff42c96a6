import { describe, expect, test } from 'vitest'
import type { ScimResource } from '../resource.ts'
import { caught } from '../testing/caught.ts'
import { ENTERPRISE_URN, USER_URN } from '../urns.ts'
import { patchUser, type PatchedUser } from './patch-user.ts'
import { readPatch } from './read-patch.ts'

function patch(resource: ScimResource, ...Operations: object[]): PatchedUser {
  return patchUser(resource, readPatch({ Operations }))
}

/** The attributes of `ada` after a PATCH. */
function after(...operations: object[]): ScimResource {
  return patch(ada, ...operations).resource
}

const ada: ScimResource = {
  externalId: 'ext',
  userName: 'ada@x.example',
  name: { givenName: 'Ada', familyName: 'Arden' },
  title: 'Mate',
  active: true,
  emails: [
    { value: 'w@x.example', type: 'work', primary: true },
    { value: 'h@x.example', type: 'home' },
  ],
  roles: [{ value: 'Skipper' }, { value: 'Deck' }],
  [ENTERPRISE_URN]: { department: 'Keel', manager: { value: 'M1' } },
}

describe('the two dialects of Entra say the same', () => {
  const pairs: [string, object[], object[]][] = [
    [
      'disable',
      [{ op: 'Replace', path: 'active', value: 'False' }],
      [{ op: 'replace', path: 'active', value: false }],
    ],
    [
      'one value',
      [{ op: 'Add', path: 'nickName', value: 'X' }],
      [{ op: 'add', path: 'nickName', value: 'X' }],
    ],
    [
      'many values',
      [
        { op: 'Replace', path: 'displayName', value: 'D' },
        { op: 'Replace', path: 'name.givenName', value: 'G' },
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'n@x.example' },
        { op: 'Replace', path: `${ENTERPRISE_URN}:employeeNumber`, value: 'K-1' },
      ],
      [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'n@x.example' },
        {
          op: 'replace',
          value: { displayName: 'D', 'name.givenName': 'G', [`${ENTERPRISE_URN}:employeeNumber`]: 'K-1' },
        },
      ],
    ],
    [
      'wrapped values',
      [{ op: 'Replace', path: 'title', value: [{ $ref: null, value: 'X' }] }],
      [{ op: 'replace', path: 'title', value: 'X' }],
    ],
  ]

  test.each(pairs)('%s', (_, legacy, compliant) => {
    expect(after(...legacy)).toEqual(after(...compliant))
    expect(after(...legacy)).not.toEqual(ada)
  })
})

describe('a value without a path', () => {
  test('has plain, dotted, prefixed, nested and filtering keys', () => {
    const value = {
      TITLE: 'Reeve',
      'name.familyName': 'Dahl',
      name: { middleName: 'B' },
      'emails[type eq "other"].value': 'o@x.example',
      [`${ENTERPRISE_URN}:costCenter`]: 'C',
      [ENTERPRISE_URN]: { division: 'North', manager: 'M2' },
      [USER_URN]: { nickName: 'N', 'name.honorificPrefix': 'Dr' },
      [`${USER_URN}:userType`]: 'Guest',
      favouriteTide: 'neap',
      'favouriteTide.high': 'neap',
      'urn:example:2.0:Tide': { level: 1 },
      __proto__: { active: false },
    }
    expect(after({ op: 'replace', value })).toEqual({
      ...ada,
      title: 'Reeve',
      nickName: 'N',
      userType: 'Guest',
      name: { givenName: 'Ada', familyName: 'Dahl', middleName: 'B', honorificPrefix: 'Dr' },
      emails: [...(ada['emails'] as object[]), { type: 'other', value: 'o@x.example' }],
      [ENTERPRISE_URN]: { department: 'Keel', costCenter: 'C', division: 'North', manager: { value: 'M2' } },
    })
  })

  test('may be wrapped, and may clear', () => {
    expect(after({ op: 'Add', value: [{ title: 'X' }] })['title']).toBe('X')
    expect(after({ op: 'replace', value: { name: { givenName: null }, title: '' } })).toEqual({
      ...ada,
      title: undefined,
      name: { familyName: 'Arden' },
    })
    expect(after({ op: 'replace', value: { [ENTERPRISE_URN]: null } })).not.toHaveProperty([ENTERPRISE_URN])
  })

  test('may echo what only the service writes, but not change who it is', () => {
    const own = { ...ada, id: 'U1' }
    const echo = {
      id: 'U1',
      schemas: [USER_URN],
      meta: { version: 'x' },
      'manager.displayName': 'Em',
      title: 'X',
    }
    expect(patch(own, { op: 'replace', value: echo })).toEqual({
      resource: { ...own, title: 'X' },
      changed: ['title'],
    })
    expect(caught(() => patch(own, { op: 'replace', value: { id: 'U2' } }))).toBe('mutability')
    expect(caught(() => after({ op: 'add', value: { groups: [{ value: 'g' }] } }))).toBe('mutability')
  })
})

describe('lists', () => {
  const emails = (...operations: object[]) => after(...operations)['emails']
  const [work, home] = [
    { value: 'w@x.example', type: 'work', primary: true },
    { value: 'h@x.example', type: 'home' },
  ]

  test('add appends what is new, once', () => {
    const add = {
      op: 'Add',
      path: 'emails',
      value: [
        { value: 'o@x.example', type: 'other' },
        { ...home, value: 'H@X.example' },
      ],
    }
    const expected = [work, { ...home, value: 'H@X.example' }, { value: 'o@x.example', type: 'other' }]
    expect(emails(add)).toEqual(expected)
    expect(emails(add, add)).toEqual(expected)
    expect(emails({ op: 'add', path: 'emails', value: 'b@x.example' })).toEqual([
      work,
      home,
      { value: 'b@x.example' },
    ])
    expect(emails({ op: 'add', path: 'emails', value: [] })).toEqual([work, home])
    const merged = [{ ...work, display: 'W' }, home]
    expect(
      emails({ op: 'add', path: 'emails', value: { value: 'w@x.example', type: 'work', display: 'W' } }),
    ).toEqual(merged)
    const moved = { value: 'w@x.example', type: 'home' }
    expect(emails({ op: 'add', path: 'emails', value: moved })).toEqual([work, home, moved])
    expect(
      after(
        { op: 'add', path: 'addresses', value: { type: 'home', locality: 'Vik' } },
        { op: 'add', path: 'addresses', value: [{ locality: 'Vik', type: 'home', primary: true }] },
      )['addresses'],
    ).toEqual([{ type: 'home', locality: 'Vik', primary: true }])
  })

  test('the newest primary is the only one', () => {
    const expected = [
      { ...work, primary: false },
      { ...home, primary: true },
    ]
    expect(emails({ op: 'add', path: 'emails', value: { ...home, primary: 'True' } })).toEqual(expected)
    expect(emails({ op: 'replace', path: 'emails[type eq "home"].primary', value: 'true' })).toEqual(expected)
    expect(emails({ op: 'replace', path: 'emails[type eq "home"]', value: { primary: true } })).toEqual(
      expected,
    )
    expect(caught(() => emails({ op: 'replace', path: 'emails.primary', value: true }))).toBe('invalidValue')
    expect(
      caught(() => emails({ op: 'replace', path: 'emails', value: [work, { ...home, primary: true }] })),
    ).toBe('invalidValue')
  })

  test('replace is exact, and clears with nothing', () => {
    expect(emails({ op: 'replace', path: 'emails', value: [home] })).toEqual([home])
    expect(emails({ op: 'replace', path: 'emails', value: home })).toEqual([home])
    for (const value of [[], null, ''])
      expect(emails({ op: 'replace', path: 'emails', value })).toBeUndefined()
    expect(
      after({ op: 'replace', path: 'roles', value: [{ value: 'Deck', display: 'D' }] })['roles'],
    ).toEqual([{ value: 'Deck', display: 'D' }])
  })

  test('a filter that finds nothing describes the element to make', () => {
    const phones = (...operations: object[]) => after(...operations)['phoneNumbers']
    const mobile = 'phoneNumbers[type eq "mobile"].value'
    expect(phones({ op: 'Add', path: mobile, value: '+45' })).toEqual([{ type: 'mobile', value: '+45' }])
    expect(phones({ op: 'Replace', path: mobile, value: '+45' })).toEqual([{ type: 'mobile', value: '+45' }])
    expect(
      phones({
        op: 'Replace',
        path: 'phoneNumbers[type eq "mobile" and primary eq "true"].value',
        value: '1',
      }),
    ).toEqual([{ type: 'mobile', primary: true, value: '1' }])
    expect(phones({ op: 'Add', path: 'phoneNumbers.value', value: '+45' })).toEqual([{ value: '+45' }])
    expect(phones({ op: 'Add', path: 'phoneNumbers[type eq "fax"]', value: { value: '5' } })).toEqual([
      { type: 'fax', value: '5' },
    ])
    expect(phones({ op: 'Add', path: 'phoneNumbers[value eq "5"].type', value: 'fax' })).toEqual([
      { value: '5', type: 'fax' },
    ])
  })

  test('several operations with one filter land in one element', () => {
    const part = (sub: string, value: string) => ({
      op: 'Add',
      path: `addresses[type eq "work"].${sub}`,
      value,
    })
    expect(
      after(part('streetAddress', '12 Mole'), part('primary', 'True'), part('country', 'DK'))['addresses'],
    ).toEqual([{ type: 'work', streetAddress: '12 Mole', primary: true, country: 'DK' }])
  })

  test.each([
    { op: 'replace', path: 'emails[value eq "x"].type', value: 'work' },
    { op: 'replace', path: 'emails[type ne "work" and type ne "home"].value', value: 'x' },
    { op: 'add', path: 'emails[type sw "oth"].value', value: 'x' },
    { op: 'add', path: 'emails[type eq "a" or type eq "b"].value', value: 'x' },
    { op: 'add', path: 'emails[not (type pr)].value', value: 'x' },
    { op: 'add', path: 'emails[type eq null].value', value: 'x' },
    { op: 'add', path: 'emails[type eq "a" and type eq "b"].value', value: 'x' },
    { op: 'replace', path: 'emails[type eq "other"].type', value: 'pager' },
  ])('noTarget: %j', (operation) => {
    expect(caught(() => after(operation))).toBe('noTarget')
  })

  test('a filter changes what it finds and nothing else', () => {
    expect(emails({ op: 'Replace', path: 'emails[type eq "WORK"].value', value: 'n' })).toEqual([
      { ...work, value: 'n' },
      home,
    ])
    expect(emails({ op: 'replace', path: 'emails[value ew "@X.example"].display', value: 'E' })).toEqual([
      { ...work, display: 'E' },
      { ...home, display: 'E' },
    ])
    expect(
      emails({ op: 'replace', path: 'emails[type eq "work"]', value: { display: 'W', value: null } }),
    ).toEqual([{ type: 'work', primary: true, display: 'W' }, home])
    expect(emails({ op: 'replace', path: 'emails.type', value: 'other' })).toEqual([
      { ...work, type: 'other' },
      { ...home, type: 'other' },
    ])
  })

  test('remove takes elements, parts, or the ones it lists', () => {
    expect(emails({ op: 'Remove', path: 'emails[type eq "home"]' })).toEqual([work])
    expect(emails({ op: 'remove', path: 'emails[type eq "work"].primary' })).toEqual([
      { value: 'w@x.example', type: 'work' },
      home,
    ])
    expect(emails({ op: 'remove', path: 'emails[type eq "work"].value' })).toEqual([home])
    expect(emails({ op: 'remove', path: 'emails' })).toBeUndefined()
    expect(emails({ op: 'remove', path: 'emails', value: null })).toBeUndefined()
    expect(emails({ op: 'Remove', path: 'emails', value: [] })).toEqual([work, home])
    expect(emails({ op: 'Remove', path: 'emails', value: [{ $ref: null, value: 'W@X.example' }] })).toEqual([
      home,
    ])
    expect(emails({ op: 'Remove', path: 'emails', value: { value: 'w@x.example', type: 'home' } })).toEqual([
      work,
      home,
    ])
    expect(emails({ op: 'Remove', path: 'emails', value: [{ type: 'home' }] })).toEqual([work])
    expect(emails({ op: 'Remove', path: 'emails', value: [{ primary: true }, {}] })).toEqual([work, home])
    expect(emails({ op: 'remove', path: 'emails[type eq "other"]' })).toEqual([work, home])
    expect(emails({ op: 'replace', path: 'emails[type eq "other"].value', value: '' })).toEqual([work, home])
    expect(emails({ op: 'replace', path: 'emails[value eq "other"].type', value: null })).toEqual([
      work,
      home,
    ])
  })
})

describe('roles', () => {
  const roles = (...operations: object[]) => after(...operations)['roles']
  const text = JSON.stringify({ id: '06b0', value: 'Pilot', displayName: 'The Pilot' })

  test('come as objects in text from the older dialect', () => {
    const pilot = { value: 'Pilot', display: 'The Pilot' }
    expect(roles({ op: 'Add', path: 'roles', value: [{ value: text }] })).toEqual([
      { value: 'Skipper' },
      { value: 'Deck' },
      pilot,
    ])
    expect(roles({ op: 'Replace', path: 'roles', value: text })).toEqual([pilot])
    expect(roles({ op: 'Add', path: 'roles[primary eq "True"].value', value: text })).toContainEqual({
      ...pilot,
      primary: true,
    })
    expect(
      roles(
        { op: 'Add', path: 'roles', value: text },
        { op: 'Remove', path: 'roles', value: [{ value: text }] },
      ),
    ).toEqual(ada['roles'])
  })

  test('with a preferred one chosen by text', () => {
    const add = { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Auditor' }
    const replace = { op: 'Replace', path: 'roles[primary eq "True"].value', value: 'Owner' }
    expect(patch({ userName: 'a' }, add, replace).resource['roles']).toEqual([
      { primary: true, value: 'Owner' },
    ])
  })
})

describe('the manager', () => {
  const URN = `${ENTERPRISE_URN}:manager`
  const manager = (operation: object) => patch({ userName: 'a' }, operation).resource[ENTERPRISE_URN]

  test.each([
    { path: URN, value: 'M2' },
    { path: `${URN}.value`, value: 'M2' },
    { path: 'manager', value: 'M2' },
    { path: 'manager.value', value: 'M2' },
    { path: URN, value: { value: 'M2' } },
    { path: URN, value: [{ $ref: 'https://x/Users/M2', value: 'M2' }] },
    { path: 'manager', value: { value: 'M2', displayName: 'Em', $ref: '../Users/M2' } },
    { path: ENTERPRISE_URN, value: { manager: 'M2' } },
    { value: { [ENTERPRISE_URN]: { manager: { value: 'M2' } } } },
    { value: { [URN]: 'M2' } },
    { value: { manager: ['M2'] } },
  ])('is set by %j', (operation) => {
    expect(manager({ op: 'add', ...operation })).toEqual({ manager: { value: 'M2' } })
    expect(manager({ op: 'Replace', ...operation })).toEqual({ manager: { value: 'M2' } })
  })

  test.each([
    { op: 'replace', path: URN, value: '' },
    { op: 'replace', path: URN, value: null },
    { op: 'replace', path: URN, value: [] },
    { op: 'replace', path: URN, value: { value: '' } },
    { op: 'replace', path: `${URN}.value`, value: null },
    { op: 'remove', path: URN },
    { op: 'Remove', path: 'manager', value: [{ value: 'M1' }] },
    { op: 'replace', value: { [ENTERPRISE_URN]: { manager: null } } },
  ])('is cleared by %j', (operation) => {
    expect(after(operation, operation)[ENTERPRISE_URN]).toEqual({ department: 'Keel' })
  })
})

test('clearing optional attributes, twice', () => {
  for (const value of ['', null]) {
    const operations = ['title', 'name.givenName', 'externalId', `${ENTERPRISE_URN}:department`].map(
      (path) => ({ op: 'replace', path, value }),
    )
    const { resource, changed } = patch(ada, ...operations, ...operations)
    expect(changed).toEqual(['externalId', 'name.givenName', 'title', `${ENTERPRISE_URN}:department`])
    expect(resource[ENTERPRISE_URN]).toEqual({ manager: { value: 'M1' } })
  }
  expect(after({ op: 'remove', path: ENTERPRISE_URN })).not.toHaveProperty([ENTERPRISE_URN])
  expect(after({ op: 'replace', path: 'name', value: null })).not.toHaveProperty('name')
})

test.each<[string, object]>([
  ['mutability', { op: 'replace', path: 'id', value: 'x' }],
  ['mutability', { op: 'remove', path: 'id' }],
  ['mutability', { op: 'replace', path: 'meta.created', value: 'x' }],
  ['mutability', { op: 'add', path: 'schemas', value: ['x'] }],
  ['mutability', { op: 'add', path: 'groups', value: [{ value: 'g' }] }],
  ['mutability', { op: 'remove', path: 'groups[value eq "g"]' }],
  ['mutability', { op: 'replace', path: 'manager.displayName', value: 'x' }],
  ['mutability', { op: 'remove', path: 'userName' }],
  ['mutability', { op: 'remove', path: 'active' }],
  ['invalidValue', { op: 'replace', path: 'userName', value: '' }],
  ['invalidValue', { op: 'replace', path: 'userName', value: ' ' }],
  ['invalidValue', { op: 'replace', value: { userName: null } }],
  ['invalidValue', { op: 'replace', path: 'active', value: 'perhaps' }],
  ['invalidValue', { op: 'replace', path: 'active', value: null }],
  ['invalidValue', { op: 'replace', path: 'emails[type eq "work"].primary', value: 'perhaps' }],
  ['invalidValue', { op: 'replace', path: 'name', value: 'Ada' }],
  ['invalidValue', { op: 'replace', path: 'title', value: { tide: 'x' } }],
  ['invalidValue', { op: 'replace', path: ENTERPRISE_URN, value: 'x' }],
  ['invalidValue', { op: 'replace', value: 'x' }],
  ['invalidValue', { op: 'replace', value: null }],
  ['invalidPath', { op: 'replace', path: 'favouriteTide', value: 'x' }],
  ['invalidPath', { op: 'remove', path: 'favouriteTide' }],
  ['invalidPath', { op: 'replace', path: 'emails[type eq "work".value', value: 'x' }],
  ['invalidPath', { op: 'replace', value: { 'emails[type eq "work".value': 'x' } }],
  ['invalidPath', { op: 'add', path: 'members', value: [{ value: 'x' }] }],
  ['noTarget', { op: 'remove' }],
  ['noTarget', { op: 'remove', path: USER_URN }],
])('%s: %j', (type, operation) => {
  expect(caught(() => after({ op: 'replace', path: 'title', value: 'Lost' }, operation))).toBe(type)
})

test('a password is taken and forgotten', () => {
  expect(
    patch(ada, { op: 'replace', path: 'password', value: 'x' }, { op: 'add', value: { password: 'x' } }),
  ).toEqual({
    resource: ada,
    changed: [],
  })
})

test('what changed is said in canonical names and order, and only when it did', () => {
  const { changed } = patch(
    ada,
    { op: 'Replace', path: 'MANAGER', value: 'M2' },
    { op: 'Replace', path: 'emails[type eq "home"].value', value: 'n' },
    { op: 'Replace', path: 'name.givenname', value: 'G' },
    { op: 'Replace', path: 'title', value: 'Mate' },
    { op: 'Replace', path: 'active', value: 'False' },
  )
  expect(changed).toEqual(['name.givenName', 'active', 'emails', `${ENTERPRISE_URN}:manager`])
  expect(patch(ada).changed).toEqual([])
  expect(
    patch(ada, { op: 'replace', path: 'title', value: 'x' }, { op: 'replace', path: 'title', value: 'Mate' })
      .changed,
  ).toEqual([])
})
