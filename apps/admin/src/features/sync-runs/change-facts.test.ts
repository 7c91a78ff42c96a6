import { changeView, type ChangeView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toCreatedFacts, toFieldChanges, toShortSummary } from './change-facts.ts'

const realm = {
  mappingId: '0199a1b0-7000-7000-8000-000000000001',
  realmId: null,
  realmName: 'Sales',
  groupName: 'EMEA',
}

function change(parts: Partial<ChangeView>): ChangeView {
  return changeView.parse({
    id: 'r:1',
    seq: 1,
    kind: 'update',
    userId: null,
    entraId: null,
    name: 'Zoë',
    email: null,
    before: { profile: {} },
    after: { profile: {} },
    realmsGained: [],
    realmsLost: [],
    reason: 'The directory says so.',
    outcome: 'pending',
    error: null,
    appliedAt: null,
    conflictId: null,
    ...parts,
  })
}

test('fields that differ are told with both values, and access last', () => {
  const edited = change({
    before: { profile: { department: 'Old', jobTitle: null }, status: 'active' },
    after: { profile: { department: 'New', jobTitle: null }, status: 'disabled' },
  })
  expect(toFieldChanges(edited)).toEqual([
    { label: 'Department', before: 'Old', after: 'New' },
    { label: 'Status', before: 'Active', after: 'Disabled' },
  ])
  expect(toShortSummary(edited)).toBe('Department: Old → New, Status: Active → Disabled')
})

test('a new person is told by what they do and the realms they get', () => {
  const created = change({
    kind: 'create',
    after: { profile: { jobTitle: 'Buyer', department: 'Sales' }, status: 'disabled' },
    realmsGained: [realm],
  })
  expect(toCreatedFacts(created)).toBe('Buyer · Sales · disabled, as in the directory')
  expect(toShortSummary(created)).toBe('Buyer · Sales · disabled, as in the directory, + Sales')
})

test('what went wrong comes before what was meant, and the reason where there is nothing else', () => {
  expect(toShortSummary(change({}))).toBe('The directory says so.')
  expect(toShortSummary(change({ realmsLost: [realm] }))).toBe('− Sales')
  expect(toShortSummary(change({ realmsLost: [realm], error: { message: 'No.', hint: null } }))).toBe('No.')
})
