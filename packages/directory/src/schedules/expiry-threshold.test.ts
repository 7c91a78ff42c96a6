import { expect, test } from 'vitest'
import { daysLeft, dueWarning } from './expiry-threshold.ts'

const end = new Date('2027-03-01T00:00:00Z')
const before = (hours: number) => new Date(end.getTime() - hours * 3_600_000)
const DAY = 24

test.each([
  [31 * DAY, null, null],
  [30 * DAY + 0.01, null, null],
  [30 * DAY, null, 30],
  [29 * DAY, 30, null],
  [8 * DAY, 30, null],
  [7 * DAY, 30, 7],
  [3 * DAY, 7, null],
  [1 * DAY, 7, 1],
  [0.5, 1, null],
  [0, null, null],
  [-DAY, null, null],
])('%d hours before the end, after a warning at %s days, the one due is %s', (hours, warned, due) => {
  expect(dueWarning(end, warned, before(hours))).toBe(due)
})

test('whoever was away is told once, with the nearest threshold', () => {
  expect(dueWarning(end, null, before(2 * DAY))).toBe(7)
  expect(dueWarning(end, 30, before(3))).toBe(1)
})

test('a begun day counts', () => {
  expect(
    [before(DAY), before(DAY + 1), before(1), before(0), before(-1)].map((now) => daysLeft(end, now)),
  ).toEqual([1, 2, 1, 0, -0])
})
