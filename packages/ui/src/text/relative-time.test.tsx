// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { renderUi } from '../testing.tsx'
import { formatDuration, formatRelativeTime } from './format.ts'
import { RelativeTime } from './relative-time.tsx'

const now = new Date('2026-03-10T12:00:00Z')

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T11:58:50Z', '1 min ago'],
  ['2026-03-10T11:01:00Z', '59 min ago'],
  ['2026-03-10T11:00:10Z', '1 h ago'],
  ['2026-03-09T12:20:00Z', '1 day ago'],
  ['2026-03-05T12:00:00Z', '5 days ago'],
  ['2026-03-10T14:00:00Z', 'in 2 h'],
  ['2025-12-24T12:00:00Z', '24 Dec 2025'],
])('%s reads as %s', (value, words) => {
  expect(formatRelativeTime(new Date(value), now)).toBe(words)
})

test.each([
  [84, '84 ms'],
  [1240, '1.2 s'],
  [15_000, '15 s'],
  [59_900, '1 min'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
])('%d milliseconds read as %s', (value, words) => {
  expect(formatDuration(value)).toBe(words)
})

test('carries the machine-readable time and the exact one', () => {
  const { container } = renderUi(<RelativeTime value="2026-03-10T11:55:00.000Z" now={now} />)
  const time = container.querySelector('time')
  expect(time?.textContent).toBe('5 min ago')
  expect(time?.dateTime).toBe('2026-03-10T11:55:00.000Z')
  expect(time?.title).toContain('10 Mar 2026')
})

test.each([null, 'not a date'])('falls back to words for %j', (value) => {
  const { container } = renderUi(<RelativeTime value={value} fallback="Not yet" />)
  expect(container.querySelector('time')).toBeNull()
  expect(container.textContent).toContain('Not yet')
})
