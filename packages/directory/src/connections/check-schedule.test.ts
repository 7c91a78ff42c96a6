import { expect, test } from 'vitest'
import { checkSchedule } from './check-schedule.ts'

test.each(['0 2 * * *', '*/15 * * * *', '0 8-18/2 1,15 jan-jun mon-fri', '59 23 31 12 7'])(
  'the schedule %s is accepted',
  (cron) => {
    expect(() => checkSchedule({ cron, timeZone: 'Europe/Paris' })).not.toThrow()
  },
)

test.each([
  ['60 2 * * *', '"60" does not fit the minute, which goes from 0 to 59.'],
  ['0 24 * * *', 'hour'],
  ['0 2 0 * *', 'day of the month'],
  ['0 2 * 13 *', 'month'],
  ['0 2 * * 8', 'day of the week'],
  ['0 5-2 * * *', 'hour'],
  ['*/0 2 * * *', 'minute'],
  ['0 2 * *', 'five fields'],
  ['0 0 2 * * *', 'five fields'],
  ['every night at 2', 'minute'],
  ['0 2 31 2,4 *', 'never comes'],
])('the schedule %s is refused with %s', (cron, words) => {
  expect(() => checkSchedule({ cron, timeZone: 'UTC' })).toThrow(words)
})

test('a time zone must exist', () => {
  expect(() => checkSchedule({ cron: '0 2 * * *', timeZone: 'Mars/Olympus' })).toThrow(
    '"Mars/Olympus" is not a time zone',
  )
  expect(() => checkSchedule(null)).not.toThrow()
})
