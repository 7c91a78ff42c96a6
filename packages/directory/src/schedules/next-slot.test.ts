import { expect, test } from 'vitest'
import { nextSlot } from './next-slot.ts'

/** Slots that follow each other from `after` on, as a worker that is always there meets them. */
function slots(cron: string, after: string, count: number, timeZone = 'Europe/Paris'): string[] {
  const found: string[] = []
  for (let at = new Date(after); found.length < count;) {
    const slot = nextSlot({ cron, timeZone }, at)
    if (!slot) break
    found.push(slot.toISOString().replace(':00.000Z', 'Z'))
    at = slot
  }
  return found
}

test('a slot is always later than the moment asked about', () => {
  expect(slots('0 2 * * *', '2026-11-21T01:00:00Z', 2)).toEqual(['2026-11-22T01:00Z', '2026-11-23T01:00Z'])
  expect(slots('0 2 * * *', '2026-11-21T00:59:59.999Z', 1)).toEqual(['2026-11-21T01:00Z'])
  expect(slots('*/15 * * * *', '2026-11-21T12:07:31.250Z', 3, 'UTC')).toEqual([
    '2026-11-21T12:15Z',
    '2026-11-21T12:30Z',
    '2026-11-21T12:45Z',
  ])
})

test('the time zone says when a day begins', () => {
  expect(slots('0 0 * * 1', '2026-11-21T12:00:00Z', 1, 'Asia/Kolkata')).toEqual(['2026-11-22T18:30Z'])
  expect(slots('0 0 * * 1', '2026-11-21T12:00:00Z', 1, 'America/Los_Angeles')).toEqual(['2026-11-23T08:00Z'])
})

test('a day of the month and a day of the week together mean either, as in crontab', () => {
  expect(slots('0 0 1 * mon', '2026-11-29T12:00:00Z', 3, 'UTC')).toEqual([
    '2026-11-30T00:00Z',
    '2026-12-01T00:00Z',
    '2026-12-07T00:00Z',
  ])
})

test.each([
  ['30 2 * * *', ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z']],
  ['0 2 * * *', ['2026-03-28T01:00Z', '2026-03-29T01:00Z', '2026-03-30T00:00Z']],
  ['30 2,3 * * *', ['2026-03-28T01:30Z', '2026-03-28T02:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z']],
])('%s in the hour that Paris skips in March comes once', (cron, expected) => {
  expect(slots(cron, '2026-03-28T00:00:00Z', expected.length)).toEqual(expected)
})

test.each([
  ['30 2 * * *', ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z']],
  ['0 3 * * *', ['2026-10-24T01:00Z', '2026-10-25T02:00Z', '2026-10-26T02:00Z']],
])('%s in the hour that Paris has twice in October comes once', (cron, expected) => {
  expect(slots(cron, '2026-10-24T00:00:00Z', expected.length)).toEqual(expected)
})

test('a worker that comes back between the two equal hours does not take the second for another slot', () => {
  expect(slots('30 2 * * *', '2026-10-25T01:10:00Z', 1)).toEqual(['2026-10-26T01:30Z'])
  expect(slots('30 2 * * *', '2026-10-25T00:45:00Z', 1)).toEqual(['2026-10-26T01:30Z'])
})

test('what comes every hour or more often goes by time passed, through both shifts', () => {
  expect(slots('30 * * * *', '2026-10-24T23:00:00Z', 4)).toEqual([
    '2026-10-24T23:30Z',
    '2026-10-25T00:30Z',
    '2026-10-25T01:30Z',
    '2026-10-25T02:30Z',
  ])
  expect(slots('*/30 * * * *', '2026-03-29T00:10:00Z', 3)).toEqual([
    '2026-03-29T00:30Z',
    '2026-03-29T01:00Z',
    '2026-03-29T01:30Z',
  ])
})

test('a day that hardly ever comes is waited for, one that never comes is none', () => {
  expect(slots('0 0 29 2 *', '2026-01-01T00:00:00Z', 2, 'UTC')).toEqual([
    '2028-02-29T00:00Z',
    '2032-02-29T00:00Z',
  ])
  expect(nextSlot({ cron: '0 0 31 2 *', timeZone: 'UTC' }, new Date('2026-01-01'))).toBeNull()
  expect(nextSlot({ cron: '0 0 1 1 *', timeZone: 'Nowhere/Else' }, new Date('2026-01-01'))).toBeNull()
})
