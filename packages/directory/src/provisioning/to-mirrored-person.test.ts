import { DEFAULT_MIRRORING, SCIM_SOURCES } from '@rollcall/vocabulary'
import { ENTERPRISE_URN } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { toMirroredPerson } from './to-mirrored-person.ts'

const id = '00000000-0000-7000-8000-000000000001'
const document = {
  userName: 'ada@contoso.example',
  externalId: 'E1',
  displayName: ' Ada Lovelace ',
  nickName: 'Augusta',
  name: { formatted: 'Lady Ada', givenName: 'Ada', familyName: 'Lovelace' },
  title: 'Analyst',
  userType: 'Employee',
  preferredLanguage: 'en',
  active: true,
  emails: [
    { value: 'home@contoso.example', type: 'home', primary: true },
    { value: 'work@contoso.example', type: 'Work' },
  ],
  [ENTERPRISE_URN]: {
    employeeNumber: '007',
    department: 'Analysis',
    organization: 'Contoso',
    division: 'North',
    costCenter: 'C1',
  },
}

test('with the default choice', () => {
  expect(toMirroredPerson(id, document, DEFAULT_MIRRORING)).toEqual({
    objectId: id,
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    surname: 'Lovelace',
    mail: 'work@contoso.example',
    userPrincipalName: 'ada@contoso.example',
    jobTitle: 'Analyst',
    department: 'Analysis',
    employeeId: '007',
    companyName: 'Contoso',
    officeLocation: null,
    accountEnabled: true,
    userType: 'member',
  })
})

test.each([
  [
    [
      { value: 'w', type: 'work' },
      { value: 'p', primary: true },
    ],
    'w',
  ],
  [
    [
      { value: 'h', type: 'home' },
      { value: 'p', primary: true },
    ],
    'p',
  ],
  [[{ value: '' }, { value: ' ', type: 'work' }, { value: 'h', type: 'home' }], 'h'],
  [[{ type: 'work' }, { value: 'second', type: 'work' }], 'second'],
  [undefined, null],
])('the email of %j is %j', (emails, mail) => {
  const given = { ...document, emails: emails?.map((one) => ({ ...one })) }
  expect(toMirroredPerson(id, given, DEFAULT_MIRRORING).mail).toBe(mail)
})

test('every source can fill a field, and a document without it leaves the field empty', () => {
  const filled = SCIM_SOURCES.map(
    (source) => toMirroredPerson(id, document, { ...DEFAULT_MIRRORING, jobTitle: source }).jobTitle,
  )
  expect(new Set(filled).size).toBe(SCIM_SOURCES.length)
  expect(filled).not.toContain(null)
  for (const source of SCIM_SOURCES)
    expect(
      toMirroredPerson(id, { active: false }, { ...DEFAULT_MIRRORING, jobTitle: source }).jobTitle,
    ).toBeNull()
})

test('a field without a source is empty in the mirror, and an inactive account disabled', () => {
  const person = toMirroredPerson(
    id,
    { ...document, active: false },
    { ...DEFAULT_MIRRORING, email: null, department: null },
  )
  expect(person).toMatchObject({ mail: null, department: null, accountEnabled: false })
})

test('a userName that fills the email is none once the account was deleted', () => {
  const mirroring = { ...DEFAULT_MIRRORING, email: 'userName' } as const
  expect(toDirectoryProfile(toMirroredPerson(id, document, mirroring)).email).toBe('ada@contoso.example')
  const deleted = { ...document, userName: '0123456789abcdef0123456789abcdefada@contoso.example' }
  expect(toDirectoryProfile(toMirroredPerson(id, deleted, mirroring)).email).toBeNull()
})

test('texts are kept as those that were read are, so that both ways end in the same person', () => {
  const written = { displayName: ' Zoe\u0308\tA\u030Angstro\u0308m', name: { givenName: 'Zoe\u0308' } }
  expect(toMirroredPerson(id, written, DEFAULT_MIRRORING)).toMatchObject({
    displayName: 'Zo\u00eb \u00c5ngstr\u00f6m',
    givenName: 'Zo\u00eb',
  })
})
