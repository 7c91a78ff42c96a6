import { expect, test } from 'vitest'
import { decisionSentence, leftOutSentence, toLosses } from './plan-words.ts'

test('says what would be applied, or how much is left out of how much', () => {
  expect(leftOutSentence(4, 512)).toBe('4 of 512 changes left out')
  expect(leftOutSentence(1, 1)).toBe('1 of 1 change left out')
  expect(leftOutSentence(0, 1200)).toBe('1,200 changes would be applied')
  expect(leftOutSentence(0, 0)).toBe('Nothing would change')
})

test('names who decided, and how', () => {
  const decision = { by: 'Ingrid Solheim', at: '2026-11-21T12:00:00.000Z', note: null, leftOut: 0 }
  const run = { status: 'succeeded', appliedCount: 5, changeCount: 5 } as const
  expect(decisionSentence(run, decision)).toBe('Ingrid Solheim released this plan')
  expect(decisionSentence(run, { ...decision, leftOut: 4 })).toBe(
    'Ingrid Solheim released this plan, without 4 changes',
  )
  expect(decisionSentence({ ...run, status: 'cancelled', appliedCount: 0 }, decision)).toBe(
    'Ingrid Solheim rejected this plan',
  )
})

test('tells people and realms that a held plan would take', () => {
  const counts = {
    seen: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    disabled: 20,
    deactivated: 0,
    reactivated: 0,
    conflicts: 0,
    errors: 0,
    left: 1,
    notPeople: 0,
  }
  const realm = { mappingId: 'm', realmId: null, realmName: 'Sales', groupName: 'EMEA', gained: 3, lost: 12 }
  expect(toLosses({ counts, realmAccess: [realm, { ...realm, realmName: 'Press', lost: 0 }] })).toEqual([
    '20 people disabled in the directory will be disabled here.',
    '1 person will be marked as having left.',
    '12 people will lose the realm Sales.',
  ])
})
