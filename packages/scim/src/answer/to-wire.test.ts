import { expect, test } from 'vitest'
import { ENTERPRISE_URN, GROUP_URN, USER_URN } from '../urns.ts'
import { toWire } from './to-wire.ts'

const known = {
  id: 'U1',
  created: new Date('2026-11-22T08:00:00Z'),
  lastModified: new Date('2026-11-22T09:00:00.5Z'),
  location: 'https://scim.example/Users/U1',
}
const meta = {
  created: '2026-11-22T08:00:00.000Z',
  lastModified: '2026-11-22T09:00:00.500Z',
  location: 'https://scim.example/Users/U1',
}

test('a person in the order of the schema, with nothing empty and nothing secret', () => {
  const document = {
    [ENTERPRISE_URN]: { manager: { value: 'M' }, department: 'D' },
    password: 'secret',
    favouriteTide: 'spring',
    emails: [{ value: 'w', display: '' }, {}],
    groups: [],
    active: false,
    title: '',
    userName: 'a',
    externalId: 'e',
    id: 'another',
    schemas: ['stale'],
  }
  const wire = toWire(document, { ...known, resourceType: 'User', version: 'W/"3"' })
  expect(JSON.stringify(wire)).toBe(
    JSON.stringify({
      schemas: [USER_URN, ENTERPRISE_URN],
      id: 'U1',
      externalId: 'e',
      userName: 'a',
      active: false,
      emails: [{ value: 'w' }],
      [ENTERPRISE_URN]: { department: 'D', manager: { value: 'M' } },
      meta: { resourceType: 'User', ...meta, version: 'W/"3"' },
    }),
  )
})

test('an extension without content is not named', () => {
  const wire = toWire(
    { userName: 'a', [ENTERPRISE_URN]: { department: '' } },
    { ...known, resourceType: 'User' },
  )
  expect(wire['schemas']).toEqual([USER_URN])
  expect(wire).not.toHaveProperty([ENTERPRISE_URN])
  expect(wire['meta']).toEqual({ resourceType: 'User', ...meta })
})

test('a group with the members it was given', () => {
  const wire = toWire(
    { displayName: 'Crew', members: [{ value: 'U1', display: 'Ada' }], userName: 'x' },
    { ...known, resourceType: 'Group' },
  )
  expect(wire).toEqual({
    schemas: [GROUP_URN],
    id: 'U1',
    displayName: 'Crew',
    members: [{ value: 'U1', display: 'Ada' }],
    meta: { resourceType: 'Group', ...meta },
  })
})
