import { expect, test } from 'vitest'
import { toGrantState } from './grant-state.ts'

const now = new Date('2026-11-21T12:00:00Z')
const before = new Date(now.getTime() - 1000)
const longBefore = new Date(now.getTime() - 2000)
const after = new Date(now.getTime() + 1000)

test.each([
  ['without an end', { expiresAt: null, endedAt: null, endReason: null }, 'active', null],
  ['with an end to come', { expiresAt: after, endedAt: null, endReason: null }, 'active', null],
  ['whose end is this instant', { expiresAt: now, endedAt: null, endReason: null }, 'expired', now],
  ['whose end nobody noted', { expiresAt: before, endedAt: null, endReason: null }, 'expired', before],
  ['whose end was noted', { expiresAt: before, endedAt: before, endReason: 'expired' }, 'expired', before],
  ['taken back', { expiresAt: null, endedAt: before, endReason: 'revoked' }, 'revoked', before],
  [
    'taken back before its end',
    { expiresAt: after, endedAt: before, endReason: 'revoked' },
    'revoked',
    before,
  ],
  ['of someone disabled', { expiresAt: after, endedAt: before, endReason: 'disabled' }, 'ended', before],
  [
    'that was over when they were disabled',
    { expiresAt: longBefore, endedAt: before, endReason: 'disabled' },
    'expired',
    longBefore,
  ],
] as const)('a grant %s', (_which, times, state, endedAt) => {
  expect(toGrantState(times, now)).toEqual({ state, endedAt })
})
