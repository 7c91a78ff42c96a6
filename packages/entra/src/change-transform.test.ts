import type { GroupChange, UserChange } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { toGroupChange, toUserChange } from './change-transform.ts'
import type { Reading } from './transform.ts'
import { parseChangePage } from './wire-changes.ts'

const ID = '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0'
const MEMBER = '37de1ae3-0000-4000-8000-000000000001'

function fieldsOf(reading: Reading<UserChange>): object {
  if (reading.kind !== 'read' || reading.value.kind !== 'changed') throw new Error('Not a change.')
  return reading.value.fields
}

function user(item: object): object {
  return fieldsOf(toUserChange({ id: ID, ...item }))
}

function group(item: object): readonly Reading<GroupChange>[] {
  return toGroupChange({ id: ID, ...item })
}

function groupFields(item: object): object {
  const [reading] = group(item)
  if (reading?.kind !== 'read' || reading.value.kind !== 'changed') throw new Error('Not a change.')
  return reading.value.fields
}

function membersOf(item: object): object {
  const [reading] = group({ 'members@delta': item })
  if (reading?.kind !== 'read' || reading.value.kind !== 'changed') throw new Error('Not a change.')
  return reading.value.members
}

describe('a changed person', () => {
  it('has the fields that were mentioned and no others', () => {
    expect(user({ department: 'Sales' })).toEqual({ department: 'Sales' })
    expect(user({})).toEqual({})
    expect(Object.keys(user({ mail: null }))).toEqual(['mail'])
  })

  it('has null where something was cleared or is only spaces, and clean text elsewhere', () => {
    expect(user({ mail: null, jobTitle: '  ', surname: ' Zoe\u0308 ' })).toEqual({
      mail: null,
      jobTitle: null,
      surname: 'Zo\u00eb',
    })
  })

  it('may be blocked or let in', () => {
    expect(user({ accountEnabled: false })).toEqual({ accountEnabled: false })
    expect(user({ accountEnabled: true })).toEqual({ accountEnabled: true })
  })

  it('loses the prefix a soft-deleted sign-in name carries', () => {
    const prefix = ID.replaceAll('-', '')
    expect(user({ userPrincipalName: `${prefix}ada@example.com` })).toEqual({
      userPrincipalName: 'ada@example.com',
    })
  })

  it.each<[string, object, string | undefined]>([
    ['the type alone', { userType: 'Guest' }, 'guest'],
    ['another type', { userType: 'Member' }, 'member'],
    ['neither', { displayName: 'Ada' }, undefined],
    ['a new sign-in name alone, which a guest may have', { userPrincipalName: 'ada@example.com' }, undefined],
    ['a cleared type without a name', { userType: null }, undefined],
    ['a cleared type and a name', { userType: null, userPrincipalName: 'a_b.com#EXT#@c.com' }, 'guest'],
    [
      'a whole person without a type',
      { userPrincipalName: 'ada@example.com', displayName: 'Ada', accountEnabled: true },
      'member',
    ],
    [
      'a whole invited person without a type',
      { userPrincipalName: 'a_b.com#EXT#@c.com', displayName: 'Ada', accountEnabled: true },
      'guest',
    ],
  ])('is no guest on a guess: %s', (_name, item, expected) => {
    expect(Reflect.get(user(item), 'userType')).toBe(expected)
    if (expected === undefined) expect(user(item)).not.toHaveProperty('userType')
  })

  it.each([
    ['changed', false],
    ['deleted', true],
    ['Deleted', true],
  ])('that was removed (%s) may come back or not', (reason, permanently) => {
    const reading = toUserChange({ id: ID, displayName: 'Ada', '@removed': { reason } })
    expect(reading).toEqual({ kind: 'read', value: { kind: 'removed', objectId: ID, permanently } })
  })

  it.each<[string, unknown]>([
    ['no object', 'text'],
    ['no id', { displayName: 'Ada' }],
    ['a name that is a number', { id: ID, displayName: 5 }],
    ['a flag that is a word', { id: ID, accountEnabled: 'yes' }],
    ['a removal without a reason', { id: ID, '@removed': {} }],
    ['a removal for a reason nobody knows', { id: ID, '@removed': { reason: 'moved' } }],
    ['a flag that is withheld', { id: ID, displayName: 'Ada', accountEnabled: null }],
    ['everything withheld', { id: ID, displayName: null, userPrincipalName: null, mail: null }],
  ])('that makes no sense is set apart: %s', (_name, item) => {
    expect(toUserChange(item).kind).toBe('unreadable')
  })

  it('that only lost a field is not taken for withheld', () => {
    expect(user({ mail: null, department: null })).toEqual({ mail: null, department: null })
  })
})

describe('a changed group', () => {
  it('has the fields that were mentioned and no others', () => {
    expect(groupFields({ displayName: ' Staff ' })).toEqual({ displayName: 'Staff' })
    expect(groupFields({ description: null, visibility: 'HiddenMembership' })).toEqual({
      description: null,
      hiddenMembership: true,
    })
    expect(groupFields({ displayName: null })).toEqual({ displayName: ID })
  })

  it.each<[object, string | undefined]>([
    [{ groupTypes: ['Unified'] }, 'microsoft365'],
    [{ groupTypes: [], mailEnabled: false }, 'security'],
    [{ groupTypes: [], mailEnabled: true, securityEnabled: true }, 'mail_security'],
    [{ groupTypes: [], mailEnabled: true, securityEnabled: false }, 'distribution'],
    [{ groupTypes: [] }, undefined],
    [{ groupTypes: [], mailEnabled: true }, undefined],
    [{ mailEnabled: true, securityEnabled: true }, undefined],
  ])('tells its kind only when all that decides was mentioned: %j', (item, kind) => {
    expect(Reflect.get(groupFields(item), 'kind')).toBe(kind)
  })

  it('becomes dynamic and stops being so', () => {
    expect(groupFields({ groupTypes: ['DynamicMembership'] })).toEqual({ dynamic: true })
    expect(groupFields({ groupTypes: [] })).toEqual({ dynamic: false })
  })

  it('brings members in the order they came, each with its kind', () => {
    const gone = { reason: 'deleted' }
    expect(
      membersOf([
        { '@odata.type': '#microsoft.graph.user', id: MEMBER },
        { '@odata.type': '#microsoft.graph.group', id: 'g1' },
        { '@odata.type': '#microsoft.graph.device', id: 'd1', '@removed': gone },
        { '@odata.type': '#microsoft.graph.user', id: MEMBER, '@removed': gone },
      ]),
    ).toEqual([
      { objectId: MEMBER, kind: 'user', removed: false },
      { objectId: 'g1', kind: 'group', removed: false },
      { objectId: 'd1', kind: 'other', removed: true },
      { objectId: MEMBER, kind: 'user', removed: true },
    ])
    expect(membersOf([])).toEqual([])
  })

  it('keeps the members it can read and says how many it cannot', () => {
    const readings = group({
      displayName: 'Staff',
      'members@delta': [{ '@odata.type': '#microsoft.graph.user', id: MEMBER }, { id: 'untyped' }, 7],
    })
    expect(readings).toEqual([
      {
        kind: 'read',
        value: {
          kind: 'changed',
          objectId: ID,
          fields: { displayName: 'Staff' },
          members: [{ objectId: MEMBER, kind: 'user', removed: false }],
        },
      },
      { kind: 'unreadable', item: { objectId: ID, why: expect.stringContaining('2 changed members') } },
    ])
  })

  it('is removed for now or for good', () => {
    expect(group({ '@removed': { reason: 'changed' } })).toEqual([
      { kind: 'read', value: { kind: 'removed', objectId: ID, permanently: false } },
    ])
    expect(group({ '@removed': { reason: 'deleted' } })).toMatchObject([{ value: { permanently: true } }])
  })

  it.each<[string, unknown]>([
    ['no id', { displayName: 'Staff' }],
    ['members that are no list', { id: ID, 'members@delta': {} }],
    ['types that are no list', { id: ID, groupTypes: 'Unified' }],
  ])('that makes no sense is set apart: %s', (_name, item) => {
    expect(toGroupChange(item)).toMatchObject([{ kind: 'unreadable' }])
  })
})

describe('a page of changes', () => {
  it.each<[string, unknown]>([
    ['no link', { value: [] }],
    ['both links', { value: [], '@odata.nextLink': 'a', '@odata.deltaLink': 'b' }],
    ['empty links', { value: [], '@odata.nextLink': '', '@odata.deltaLink': '' }],
    ['no list', { '@odata.deltaLink': 'b' }],
    ['nothing', null],
  ])('must show one way on: %s', (_name, body) => {
    expect(() => parseChangePage(body, 'people')).toThrow(/changes of people/)
  })

  it('may be empty', () => {
    const page = { value: [], '@odata.nextLink': null, '@odata.deltaLink': 'b' }
    expect(parseChangePage(page, 'people')).toEqual({ items: [], nextLink: null, deltaLink: 'b' })
  })
})
