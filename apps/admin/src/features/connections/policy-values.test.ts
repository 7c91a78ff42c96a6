import { expect, test } from 'vitest'
import {
  toGuardLimit,
  toPolicyErrors,
  toPolicyUpdate,
  toRoleOptions,
  type PolicyValues,
} from './policy-values.ts'
import { toScheduleValues } from './schedule-values.ts'

const stored: PolicyValues = {
  displayName: 'Contoso',
  defaultRole: 'member',
  includeNested: false,
  includeGuests: true,
  leaverPolicy: 'keep',
  leaverGraceDays: 14,
  maxPeople: 10,
  maxPercent: 5,
  refreshClaimed: false,
  autoLinkClaimed: false,
  schedule: toScheduleValues(null, 'Europe/Paris'),
  fullEveryDays: 7,
  keepRequestsDays: 30,
}

test('nothing is sent when nothing changed', () => {
  expect(toPolicyUpdate({ ...stored }, stored)).toEqual({})
})

test('each changed rule is sent, both thresholds together', () => {
  expect(toPolicyUpdate({ ...stored, leaverPolicy: 'grace', leaverGraceDays: 30 }, stored)).toEqual({
    leaverPolicy: 'grace',
    leaverGraceDays: 30,
  })
  expect(toPolicyUpdate({ ...stored, maxPercent: 8 }, stored)).toEqual({
    guard: { maxPeople: 10, maxPercent: 8 },
  })
  expect(toPolicyUpdate({ ...stored, defaultRole: 'operator' }, stored)).toEqual({ defaultRole: 'operator' })
  expect(
    toPolicyUpdate({ ...stored, includeNested: true, includeGuests: false, refreshClaimed: true }, stored),
  ).toEqual({
    includeNested: true,
    includeGuests: false,
    refreshClaimed: true,
  })
})

test('a schedule is sent as a whole when it is another one', () => {
  const { schedule } = stored
  const daily = { ...schedule, kind: 'daily' as const, time: '03:30' }
  const nightly = { cron: '30 3 * * *', timeZone: 'Europe/Paris' }
  expect(toPolicyUpdate({ ...stored, schedule: daily }, stored)).toEqual({ schedule: nightly })
  expect(toPolicyUpdate(stored, { ...stored, schedule: daily })).toEqual({ schedule: null })
  expect(toPolicyUpdate({ ...stored, schedule: { ...schedule, timeZone: 'UTC' } }, stored)).toEqual({})
  expect(toPolicyUpdate({ ...stored, fullEveryDays: 3 }, stored)).toEqual({ fullEveryDays: 3 })
  expect(toPolicyUpdate({ ...stored, keepRequestsDays: 90 }, stored)).toEqual({ keepRequestsDays: 90 })
  expect(toPolicyUpdate({ ...stored, displayName: ' Fabrikam ' }, stored)).toEqual({
    displayName: 'Fabrikam',
  })
  expect(toPolicyErrors({ ...stored, displayName: ' ' })).toHaveProperty('displayName')
})

test('a sync never makes owners, and nobody lets it give more than their own role', () => {
  expect(toRoleOptions('owner').map((option) => option.value)).toEqual([
    'admin',
    'manager',
    'operator',
    'member',
  ])
  expect(toRoleOptions('manager').map((option) => option.value)).toEqual(['manager', 'operator', 'member'])
})

test('the larger of the two thresholds counts', () => {
  expect(toGuardLimit(100, 10, 5)).toBe(10)
  expect(toGuardLimit(1000, 10, 5)).toBe(50)
})

test('numbers out of range are refused with what is allowed', () => {
  expect(toPolicyErrors(stored)).toEqual({})
  const wrong = { leaverGraceDays: 0, maxPeople: 1.5, maxPercent: 101, fullEveryDays: 31 }
  expect(toPolicyErrors({ ...stored, ...wrong })).toEqual({
    fullEveryDays: 'Enter 1 to 30 days.',
    leaverGraceDays: 'Enter 1 to 365 days.',
    maxPeople: 'Enter a whole number of people, 0 or more.',
    maxPercent: 'Enter 0 to 100 percent.',
  })
})
