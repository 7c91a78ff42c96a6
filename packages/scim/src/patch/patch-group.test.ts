import { describe, expect, test } from 'vitest'
import { caught } from '../testing/caught.ts'
import { GROUP_URN } from '../urns.ts'
import { patchGroup } from './patch-group.ts'
import { readPatch } from './read-patch.ts'

const crew = { externalId: 'g', displayName: 'Crew' }

function patch(...Operations: object[]) {
  return patchGroup(crew, readPatch({ Operations }))
}

function members(...operations: object[]) {
  return patch(...operations).members
}

describe('who comes in and who goes', () => {
  test.each([
    { op: 'Add', path: 'members', value: [{ $ref: null, value: 'U1' }, { value: 'U2' }] },
    { op: 'add', path: 'Members', value: ['U1', 'U2', 'U1'] },
    { op: 'add', path: `${GROUP_URN}:members`, value: [{ value: 'U1', type: 'User', display: 'x' }, 'U2'] },
    { op: 'add', path: 'members.value', value: ['U1', 'U2'] },
    { op: 'add', value: { members: [{ value: 'U1' }, { value: 'U2' }] } },
    { op: 'add', value: { [GROUP_URN]: { members: ['U1', 'U2'] } } },
    { op: 'add', path: 'members[value eq "U1" or value eq "U2"]', value: {} },
  ])('added by %j', (operation) => {
    expect(members(operation)).toEqual([{ kind: 'add', ids: ['U1', 'U2'] }])
  })

  test.each([
    { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'U1' }] },
    { op: 'Remove', path: 'members', value: { value: 'U1' } },
    { op: 'Remove', path: 'members', value: 'U1' },
    { op: 'remove', path: 'members[value eq "U1"]' },
    { op: 'remove', path: 'members[value eq "U1"].value' },
  ])('removed by %j', (operation) => {
    expect(members(operation)).toEqual([{ kind: 'remove', ids: ['U1'] }])
  })

  test('all are removed by a remove without a value, and nobody by an empty list', () => {
    expect(members({ op: 'remove', path: 'members' })).toEqual([{ kind: 'clear' }])
    expect(members({ op: 'remove', path: 'members', value: null })).toEqual([{ kind: 'clear' }])
    expect(members({ op: 'Remove', path: 'members', value: [] })).toEqual([])
    expect(members({ op: 'Remove', path: 'members', value: '' })).toEqual([])
    expect(members({ op: 'Add', path: 'members', value: [] })).toEqual([])
    expect(members({ op: 'replace', value: { displayName: 'Crew', members: null } })).toEqual([])
    expect(members({ op: 'replace', path: 'members', value: null })).toEqual([{ kind: 'clear' }])
  })

  test('replace is exact', () => {
    expect(members({ op: 'Replace', path: 'members', value: [{ value: 'U3' }] })).toEqual([
      { kind: 'set', ids: ['U3'] },
    ])
    expect(members({ op: 'replace', value: { displayName: 'Crew', members: ['U3'] } })).toEqual([
      { kind: 'set', ids: ['U3'] },
    ])
    expect(members({ op: 'replace', path: 'members', value: [] })).toEqual([{ kind: 'clear' }])
  })

  test('many operations become few changes', () => {
    const add = (...value: string[]) => ({ op: 'add', path: 'members', value })
    const remove = (...value: string[]) => ({ op: 'remove', path: 'members', value })
    const set = (...value: string[]) => ({ op: 'replace', path: 'members', value })
    expect(members(add('a'), add('b'), remove('c'), remove('a'), add('c', 'd'))).toEqual([
      { kind: 'remove', ids: ['a'] },
      { kind: 'add', ids: ['b', 'c', 'd'] },
    ])
    expect(members(add('a'), set('b', 'c'), remove('b'), add('d'))).toEqual([
      { kind: 'set', ids: ['c', 'd'] },
    ])
    expect(members(set('b'), remove('b'))).toEqual([{ kind: 'clear' }])
    expect(members({ op: 'remove', path: 'members' }, add('a'))).toEqual([{ kind: 'set', ids: ['a'] }])
  })
})

test('attributes change beside the members', () => {
  const patched = patch(
    { op: 'Replace', path: 'displayName', value: 'Fleet' },
    { op: 'Add', path: 'members', value: ['U1'] },
    { op: 'replace', value: { id: 'G1', externalId: 'new', schemas: [GROUP_URN], favouriteTide: 'x' } },
  )
  expect(patched).toEqual({
    group: { externalId: 'new', displayName: 'Fleet' },
    changed: ['externalId', 'displayName'],
    members: [{ kind: 'add', ids: ['U1'] }],
  })
  expect(patch()).toEqual({ group: crew, changed: [], members: [] })
})

test.each<[string, object]>([
  ['invalidValue', { op: 'add', path: 'members', value: [{ display: 'x' }] }],
  ['invalidValue', { op: 'remove', path: 'members', value: [null] }],
  ['invalidValue', { op: 'replace', path: 'members', value: [{ value: '' }] }],
  ['invalidValue', { op: 'replace', path: 'displayName', value: ' ' }],
  ['mutability', { op: 'remove', path: 'displayName' }],
  ['mutability', { op: 'replace', path: 'members[value eq "U1"].display', value: 'x' }],
  ['mutability', { op: 'replace', path: 'id', value: 'x' }],
  ['invalidPath', { op: 'remove', path: 'members[display sw "x"]' }],
  ['invalidPath', { op: 'remove', path: 'members[value ne "U1"]' }],
  ['invalidPath', { op: 'remove', path: 'members[value eq "U1" and type eq "User"]' }],
  ['invalidPath', { op: 'remove', path: 'members[value eq "U1" and value eq "U2"]' }],
  ['invalidPath', { op: 'replace', path: 'userName', value: 'x' }],
  ['noTarget', { op: 'replace', path: 'members[value eq "U1"]', value: { value: 'U2' } }],
  ['noTarget', { op: 'remove' }],
])('%s: %j', (type, operation) => {
  expect(caught(() => patch({ op: 'add', path: 'members', value: ['U9'] }, operation))).toBe(type)
})
