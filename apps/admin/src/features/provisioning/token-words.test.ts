import { expect, test } from 'vitest'
import { toExpiryDays, toTokenLook } from './token-words.ts'

const now = new Date('2026-03-04T12:00:00.000Z')

test('a token warns a month before it stops working', () => {
  expect(toTokenLook({ state: 'live', expiresAt: null }, now).word).toBe('Valid')
  expect(toTokenLook({ state: 'live', expiresAt: '2026-04-04T12:00:00.000Z' }, now).word).toBe('Valid')
  expect(toTokenLook({ state: 'live', expiresAt: '2026-04-02T12:00:00.000Z' }, now).word).toBe('Expires soon')
})

test('a token that no longer works says why', () => {
  expect(toTokenLook({ state: 'expired', expiresAt: '2026-03-01T12:00:00.000Z' }, now).tone).toBe('danger')
  expect(toTokenLook({ state: 'revoked', expiresAt: null }, now)).toEqual({
    tone: 'neutral',
    word: 'Revoked',
  })
})

test('a choice of expiry becomes whole days, or none', () => {
  expect([toExpiryDays('365'), toExpiryDays('never')]).toEqual([365, null])
})
