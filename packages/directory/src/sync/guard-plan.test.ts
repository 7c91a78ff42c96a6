import { expect, test } from 'vitest'
import { guardPlan, type PlanSummary } from './guard-plan.ts'

const policy = { maxPeople: 10, maxPercent: 5 }
const plan: PlanSummary = {
  planOnly: false,
  seen: 1000,
  removals: 0,
  managed: 1000,
  completeReading: true,
  lastSeen: 1000,
}
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
