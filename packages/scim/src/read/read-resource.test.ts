import { describe, expect, test } from 'vitest'
import { caught } from '../testing/caught.ts'
import { ENTERPRISE_URN } from '../urns.ts'
import { readResource, splitMembers } from './read-resource.ts'

const user = (more: object) => readResource({ userName: 'a', ...more }, 'User')

test('a person as Entra creates one', () => {
  const body = {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0User',
    ],
    externalId: 'ext',
    userName: 'a@x.example',
    active: 'True',
    addresses: null,
    displayName: 'A "B" 北風',
    emails: [{ primary: 'true', type: 'work', value: 'a@x.example' }],
    meta: { resourceType: 'User', created: '1999-01-01T00:00:00Z' },
    id: 'mine',
    name: { formatted: 'A B', familyName: 'B', givenName: 'A', tide: 'x' },
    roles: [],
    groups: [{ value: 'g' }],
    password: 'secret',
    favouriteTide: 'spring',
    [ENTERPRISE_URN]: {
      employeeNumber: '00042',
      manager: { $ref: '../Users/M', value: 'M', displayName: 'Em' },
    },
  }
  expect(readResource(body, 'User')).toEqual({
    externalId: 'ext',
    userName: 'a@x.example',
    active: true,
    displayName: 'A "B" 北風',
    emails: [{ primary: true, type: 'work', value: 'a@x.example' }],
    name: { formatted: 'A B', familyName: 'B', givenName: 'A' },
    [ENTERPRISE_URN]: { employeeNumber: '00042', manager: { value: 'M' } },
  })
})

describe('what clients get wrong without meaning harm', () => {
  test('names in any case, and the extension in the core', () => {
    const body = {
      USERNAME: 'a',
      Emails: [{ Type: 'work', Value: 'x', Primary: true }],
      [ENTERPRISE_URN.toUpperCase()]: { Department: 'D' },
      costCenter: 'C',
      Department: 'ignored, for the extension speaks for itself',
    }
    expect(readResource(body, 'User')).toEqual({
      userName: 'a',
      active: true,
      emails: [{ type: 'work', value: 'x', primary: true }],
      [ENTERPRISE_URN]: { department: 'D', costCenter: 'C' },
    })
  })

  test.each([
    ['a wrapped scalar', { title: [{ $ref: null, value: 'X' }] }, { title: 'X' }],
    ['a scalar in an array', { title: ['X'] }, { title: 'X' }],
    [
      'a number for text',
      { [ENTERPRISE_URN]: { employeeNumber: 42 } },
      { [ENTERPRISE_URN]: { employeeNumber: '42' } },
    ],
    ['one object for a list', { emails: { value: 'x' } }, { emails: [{ value: 'x' }] }],
    [
      'bare values in a list',
      { emails: ['x'], roles: 'Pilot' },
      { emails: [{ value: 'x' }], roles: [{ value: 'Pilot' }] },
    ],
    ['a name in an array', { name: [{ givenName: 'A' }] }, { name: { givenName: 'A' } }],
    ['a manager as text', { manager: 'M' }, { [ENTERPRISE_URN]: { manager: { value: 'M' } } }],
    [
      'a role in text',
      { roles: [{ value: '{"id":"1","value":"Admin","displayName":"Ad"}' }] },
      { roles: [{ value: 'Admin', display: 'Ad' }] },
    ],
    ['text that only looks like a role', { roles: ['{no'] }, { roles: [{ value: '{no' }] }],
    ['empty text', { title: '', name: { givenName: '' }, emails: [{ type: 'work', value: '' }] }, {}],
    ['false in text', { active: 'FALSE' }, { active: false }],
    ['nulls', { emails: [null], name: null, [ENTERPRISE_URN]: null, active: null }, {}],
    ['a password', { password: 'x' }, {}],
  ])('%s', (_, more, expected) => {
    expect(user(more)).toEqual({ userName: 'a', active: true, ...expected })
  })

  test('text stays as it came', () => {
    const more = { title: ' x ', phoneNumbers: [{ type: 'mobile', value: '055504471234' }] }
    expect(user(more)).toEqual({ userName: 'a', active: true, ...more })
  })
})

test.each([
  ['no name', {}],
  ['a null name', { userName: null }],
  ['a blank name', { userName: '  ' }],
  ['a name of several', { userName: ['a', 'b'] }],
  ['a name that is true', { userName: true }],
  ['a name no database can hold', { userName: 'a\u0000' }],
  ['half a character', { userName: '\ud800' }],
  ['a boolean that is none', { userName: 'a', active: 'perhaps' }],
  ['a boolean that is a number', { userName: 'a', active: 1 }],
  ['a nested boolean that is none', { userName: 'a', emails: [{ value: 'x', primary: 'yes' }] }],
  [
    'two primaries',
    {
      userName: 'a',
      emails: [
        { value: 'x', primary: true },
        { value: 'y', primary: 'True' },
      ],
    },
  ],
  ['an object for text', { userName: 'a', title: { tide: 'x' } }],
  ['text for an object', { userName: 'a', name: 'A B' }],
  ['text for an address', { userName: 'a', addresses: ['Quay 7'] }],
  ['text for the extension', { userName: 'a', [ENTERPRISE_URN]: 'x' }],
  ['very long text', { userName: 'a', title: 'x'.repeat(4097) }],
  ['very many emails', { userName: 'a', emails: Array.from({ length: 201 }, (_, index) => `${index}@x`) }],
  ['wrapping without end', { userName: 'a', title: [[[[['x']]]]] }],
])('%s is refused', (_, body) => {
  expect(caught(() => readResource(body, 'User'))).toBe('invalidValue')
})

test.each([null, undefined, [], 'x', 5, true])('%j is no resource', (body) => {
  expect(caught(() => readResource(body, 'User'))).toBe('invalidSyntax')
})

test('an error names the attribute', () => {
  expect(() => user({ active: 'perhaps' })).toThrow('active must be true or false.')
  expect(() => user({ emails: [{ value: 'x', primary: 'no' }] })).toThrow(
    'emails.primary must be true or false.',
  )
  expect(() => readResource({}, 'Group')).toThrow('displayName is required and cannot be blank.')
})

test('names of the language are names like others', () => {
  const body: unknown = JSON.parse(
    '{"userName":"a","__proto__":{"active":false},"constructor":{"x":1},"toString":"x"}',
  )
  const resource = readResource(body, 'User')
  expect(resource).toStrictEqual({ userName: 'a', active: true })
  expect(Object.getPrototypeOf(resource)).toBe(Object.prototype)
})

describe('groups', () => {
  test('come apart into the document and the ids of their members', () => {
    const body = {
      schemas: ['http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      displayName: 'Crew',
      externalId: 'g',
      members: [{ value: 'U1', display: 'x', $ref: null }, 'U2', { Value: 'U1' }, { value: 7 }],
      userName: 'not here',
    }
    expect(splitMembers(readResource(body, 'Group'))).toEqual({
      group: { externalId: 'g', displayName: 'Crew' },
      memberIds: ['U1', 'U2', '7'],
    })
    expect(splitMembers(readResource({ displayName: 'Crew', members: [] }, 'Group'))).toEqual({
      group: { displayName: 'Crew' },
      memberIds: [],
    })
  })

  test.each([
    { members: [{ display: 'x' }] },
    { members: [null] },
    { members: [''] },
    { members: [{ value: '\u0000' }] },
  ])('%j is refused', (more) => {
    expect(caught(() => readResource({ displayName: 'Crew', ...more }, 'Group'))).toBe('invalidValue')
  })
})
