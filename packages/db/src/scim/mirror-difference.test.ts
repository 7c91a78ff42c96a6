import { entraId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toReadPerson } from '../sync/mirror-people.ts'
import { mirrorDifference } from './mirror-difference.ts'
import type { PushedPerson } from './pushed-person.ts'

const ADA = {
  objectId: entraId.parse('01900000-0000-7000-8000-000000000001'),
  displayName: 'Ada Lovelace',
  givenName: 'Ada',
  surname: 'Lovelace',
  mail: 'ada@contoso.example',
  userPrincipalName: 'ada@contoso.example',
  jobTitle: null,
  department: null,
  employeeId: null,
  companyName: null,
  officeLocation: null,
  accountEnabled: true,
  userType: 'member',
} as const

function pushed(changes: object = {}, externalId: string | null = 'ada'): PushedPerson {
  return {
    id: ADA.objectId,
    connectionId: '01900000-0000-7000-8000-000000000002',
    userNameKey: 'ada@contoso.example',
    externalId,
    matchKeys: [],
    document: {},
    mirror: toReadPerson({ ...ADA, ...changes }),
  }
}

const STORED = { mirror_hash: pushed().mirror.hash, mirror_external_id: 'ada' }

test('the same person differs in nothing', () => {
  expect(mirrorDifference(pushed(), STORED)).toBe('none')
})

test('someone who is switched off, or on again, differs in that alone', () => {
  const off = pushed({ accountEnabled: false })
  expect(mirrorDifference(off, STORED)).toBe('enabled')
  expect(mirrorDifference(pushed(), { ...STORED, mirror_hash: off.mirror.hash })).toBe('enabled')
})

test.each([
  ['a text', pushed({ surname: 'King' })],
  ['a text that is gone', pushed({ mail: null })],
  ['a text and the switch', pushed({ surname: 'King', accountEnabled: false })],
  ['the external id', pushed({}, 'countess')],
  ['the external id and the switch', pushed({ accountEnabled: false }, 'countess')],
  ['an external id that is gone', pushed({}, null)],
])('%s is more', (_what, person) => {
  expect(mirrorDifference(person, STORED)).toBe('all')
})

test('nothing is known of a row that is not there', () => {
  expect(mirrorDifference(pushed(), { mirror_hash: null, mirror_external_id: null })).toBe('all')
})
