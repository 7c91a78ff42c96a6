import type { SelfTestReport } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toCheckGroups, toScoreWords, type SelfTestCheck } from './self-test-words.ts'

function check(parts: Pick<SelfTestCheck, 'id' | 'group' | 'status'>): SelfTestCheck {
  return { label: parts.id, detail: '', durationMs: 1, ...parts }
}

const report: SelfTestReport = {
  checks: [
    check({ id: 'e1', group: 'errors', status: 'fail' }),
    check({ id: 'a1', group: 'access', status: 'pass' }),
    check({ id: 'e2', group: 'errors', status: 'pass' }),
  ],
  passed: 2,
  total: 3,
  ranAt: '2026-03-04T12:00:00.000Z',
}

test('checks stand by what they are about, in a fixed order, and groups without one are left out', () => {
  expect(
    toCheckGroups(report).map(({ group, checks, failed }) => [group, checks.map((one) => one.id), failed]),
  ).toEqual([
    ['access', ['a1'], 0],
    ['errors', ['e1', 'e2'], 1],
  ])
})

test('the score is told in words', () => {
  expect(toScoreWords(report)).toMatchObject({ tone: 'danger', title: '2 of 3: one check failed' })
  expect(toScoreWords({ passed: 28, total: 30 }).title).toBe('28 of 30: 2 checks failed')
  expect(toScoreWords({ passed: 30, total: 30 })).toMatchObject({ tone: 'success' })
  expect(toScoreWords({ passed: 0, total: 0 }).tone).toBe('danger')
})
