import { expect, test } from 'vitest'
import { guardPlan, type PlanSummary } from './guard-plan.ts'

const policy = { maxPeople: 10, maxPercent: 5 }
const plan: PlanSummary = {
  planOnly: false,
  seen: 1000,
  removals: 0,
  heldBack: 0,
  realmLosses: 0,
  managed: 1000,
  completeReading: true,
  lastSeen: 1000,
}
const realm = (name: string, lost: number) => ({
  mappingId: `mapping of ${name}`,
  realmId: null,
  realmName: name,
  groupName: name,
  gained: 0,
  lost,
})
const held = (more: Partial<PlanSummary>) => guardPlan({ ...plan, ...more }, policy)?.code ?? null

test('an ordinary plan goes on', () => {
  expect(held({})).toBeNull()
  expect(held({ lastSeen: null })).toBeNull()
})

test('removals above the larger of count and percentage wait', () => {
  expect(held({ removals: 50 })).toBeNull()
  expect(held({ removals: 51 })).toBe('too_many_removals')
  expect(held({ managed: 20, removals: 10 })).toBeNull()
  expect(held({ managed: 20, removals: 11 })).toBe('too_many_removals')
})

test('a reading that shrank by more than half, or to nothing, waits', () => {
  expect(held({ seen: 500 })).toBeNull()
  expect(held({ seen: 499 })).toBe('shrunken_reading')
  expect(held({ seen: 499, completeReading: false })).toBeNull()
  expect(held({ seen: 0, lastSeen: null })).toBe('empty_reading')
  expect(held({ seen: 0, lastSeen: null, managed: 0 })).toBeNull()
})

test('a run asked for as a plan always waits', () => {
  expect(held({ planOnly: true })).toBe('asked_for_plan')
})

test('realms lost above the threshold wait, whoever is disabled', () => {
  expect(held({ realmLosses: 50 })).toBeNull()
  expect(held({ realmLosses: 51 })).toBe('too_many_realm_losses')
  expect(held({ removals: 30, realmLosses: 30 })).toBeNull()
})

test('the realm that causes most of the loss is named', () => {
  const text = (realmAccess: PlanSummary['realmAccess'] = []) =>
    guardPlan({ ...plan, realmLosses: 60, realmAccess }, policy)?.text
  expect(text()).toBe(
    '60 people would lose a realm that a group gives them; this connection allows 50 without asking.',
  )
  expect(text([realm('Sales', 60)])).toBe(
    '60 people would lose the realm Sales; this connection allows 50 without asking.',
  )
  expect(text([realm('Press', 20), realm('Sales', 45)])).toContain(' 45 of them would lose Sales.')
  expect(text([realm('Press', 30), realm('Sales', 30)])).not.toContain('of them')
})

test('the most serious reason is the code, and the others are told with it', () => {
  const reason = guardPlan({ ...plan, seen: 400, removals: 600, realmLosses: 80, planOnly: true }, policy)
  expect(reason?.code).toBe('shrunken_reading')
  expect(reason?.text).toContain('last time there were 1000')
  expect(reason?.text).toContain('600 people would lose access')
  expect(reason?.text).toContain('80 people would lose a realm')
  expect(held({ removals: 60, realmLosses: 60 })).toBe('too_many_removals')
})
