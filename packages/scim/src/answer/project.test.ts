import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ResourceType } from '../resource.ts'
import { filterPaths, texts, wireResources } from '../testing/arbitraries.ts'
import { canonicalName } from '../attribute-path.ts'
import { ENTERPRISE_URN, USER_URN } from '../urns.ts'
import { asksFor, project, readProjection } from './project.ts'

const person = {
  schemas: [USER_URN, ENTERPRISE_URN],
  id: 'U1',
  userName: 'a',
  name: { givenName: 'A', familyName: 'B' },
  emails: [{ value: 'w', type: 'work' }, { value: 'h' }],
  [ENTERPRISE_URN]: { department: 'D', manager: { value: 'M' } },
  meta: { location: 'x' },
}
const bare = { schemas: [USER_URN], id: 'U1' }

describe('attributes', () => {
  test.each([
    ['userName', { userName: 'a' }],
    ['USERNAME,Name.GivenName', { userName: 'a', name: { givenName: 'A' } }],
    ['name.givenName, name', { name: person.name }],
    ['emails.type', { emails: [{ type: 'work' }] }],
    [`${USER_URN}:userName`, { userName: 'a' }],
    ['favouriteTide', {}],
    ['meta.location', { meta: { location: 'x' } }],
  ])('%s', (attributes, expected) => {
    expect(project(person, readProjection({ attributes }))).toEqual({ ...bare, ...expected })
  })

  test.each([
    [ENTERPRISE_URN, person[ENTERPRISE_URN]],
    [`${ENTERPRISE_URN}:department`, { department: 'D' }],
    ['manager.value', { manager: { value: 'M' } }],
  ])('%s', (attributes, expected) => {
    expect(project(person, readProjection({ attributes }))).toEqual({
      schemas: person.schemas,
      id: 'U1',
      [ENTERPRISE_URN]: expected,
    })
  })
})

test('excluded attributes', () => {
  const without = (excludedAttributes: string) => project(person, readProjection({ excludedAttributes }))
  const { emails: _emails, name: _name, ...rest } = person
  expect(without('emails,NAME,id,schemas,favouriteTide')).toEqual(rest)
  expect(without('emails.value')).toEqual({ ...person, emails: [{ type: 'work' }] })
  expect(without(`${ENTERPRISE_URN},meta`)).toEqual({
    ...bare,
    userName: 'a',
    name: person.name,
    emails: person.emails,
  })
  expect(without('department,manager')['schemas']).toEqual([USER_URN])
  expect(project(person, { attributes: ['userName', 'name'], excludedAttributes: ['name'] })).toEqual({
    ...bare,
    userName: 'a',
  })
  expect(project(person, {})).toEqual(person)
})

test('names come as text, as lists, or both', () => {
  expect(readProjection({ attributes: ' a , b,', excludedAttributes: ['c,d', 'e'] })).toEqual({
    attributes: ['a', 'b'],
    excludedAttributes: ['c', 'd', 'e'],
  })
  expect(readProjection({ attributes: '', excludedAttributes: [5, null] })).toEqual({})
})

test('whether an answer has room for members', () => {
  expect(asksFor({}, 'members')).toBe(true)
  expect(asksFor({ attributes: ['Members.value'] }, 'members')).toBe(true)
  expect(asksFor({ attributes: ['id', 'displayName'] }, 'members')).toBe(false)
  expect(asksFor({ excludedAttributes: ['MEMBERS'] }, 'members')).toBe(false)
  expect(asksFor({ excludedAttributes: ['members.display'] }, 'members')).toBe(true)
})

test('an answer always says whose it is, and never more than there was', () => {
  for (const type of ['User', 'Group'] satisfies ResourceType[]) {
    const names = fc.array(fc.oneof(fc.constantFrom(...filterPaths(type).map(canonicalName)), texts), {
      maxLength: 4,
    })
    const projections = fc.record({ attributes: names, excludedAttributes: names }, { requiredKeys: [] })
    fc.assert(
      fc.property(wireResources(type), projections, (resource, projection) => {
        const result = project(resource, projection)
        expect(result['id']).toBe(resource['id'])
        expect(result['schemas']).toContain(`urn:ietf:params:scim:schemas:core:2.0:${type}`)
        expect(leaves(resource)).toEqual(expect.arrayContaining(leaves(result)))
      }),
      { numRuns: 60 },
    )
  }
})

/** Every scalar with the names that lead to it; places in lists do not count, since elements may fall away. */
function leaves(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, `${path}[]`))
  if (typeof value !== 'object' || value === null) return [`${path}=${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}/${key}`))
}
