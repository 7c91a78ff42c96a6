import { expect, test } from 'vitest'
import { toSchedule, toScheduleErrors, toScheduleValues, toTimeZoneOptions } from './schedule-values.ts'

const ZONE = 'Europe/Paris'
const off = toScheduleValues(null, ZONE)

test('without a schedule the form is off, in the zone of the browser', () => {
  expect(off).toMatchObject({ kind: 'off', timeZone: ZONE })
  expect(toSchedule(off)).toBeNull()
})

test.each([
  ['*/15 * * * *', { kind: 'minutes', every: '15' }],
  ['5 * * * *', { kind: 'hourly', minute: 5 }],
  ['30 2 * * *', { kind: 'daily', time: '02:30' }],
  ['0 23 * * *', { kind: 'daily', time: '23:00' }],
  ['*/7 * * * *', { kind: 'custom' }],
  ['0 2 * * mon-fri', { kind: 'custom' }],
  ['0 */6 * * *', { kind: 'custom' }],
])('%s is shown as %j and stays what it is', (cron, shown) => {
  const values = toScheduleValues({ cron, timeZone: 'UTC' }, ZONE)
  expect(values).toMatchObject({ ...shown, timeZone: 'UTC' })
  expect(toSchedule(values)).toEqual({ cron, timeZone: 'UTC' })
})

test('what is entered becomes five fields', () => {
  expect(toSchedule({ ...off, kind: 'daily', time: '07:05' })).toEqual({ cron: '5 7 * * *', timeZone: ZONE })
  expect(toSchedule({ ...off, kind: 'custom', cron: ' 0  4 * *  1 ' })?.cron).toBe('0 4 * * 1')
})

test('what cannot be a schedule is refused where it was entered', () => {
  expect(toScheduleErrors({ ...off, kind: 'hourly', minute: '' })).toHaveProperty(['schedule.minute'])
  expect(toScheduleErrors({ ...off, kind: 'hourly', minute: 60 })).toHaveProperty(['schedule.minute'])
  expect(toScheduleErrors({ ...off, kind: 'daily', time: '' })).toHaveProperty(['schedule.time'])
  expect(toScheduleErrors({ ...off, kind: 'custom', cron: 'nightly' })).toHaveProperty(['schedule.cron'])
  expect(toScheduleErrors({ ...off, minute: '' })).toEqual({})
})

test('zones in use can be chosen whatever the browser calls them', () => {
  const zones = toTimeZoneOptions('Europe/Nowhere', 'UTC')
  expect(zones).toEqual(expect.arrayContaining(['UTC', 'Europe/Nowhere', 'Europe/Paris']))
  expect(new Set(zones).size).toBe(zones.length)
})
