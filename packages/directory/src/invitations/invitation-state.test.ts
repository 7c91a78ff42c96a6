import { expect, test } from 'vitest'
import { toInvitationState } from './invitation-state.ts'

const now = new Date('2026-11-21T12:00:00Z')
const before = new Date(now.getTime() - 1)
const after = new Date(now.getTime() + 1)

test.each([
  ['pending', { expiresAt: after, acceptedAt: null, revokedAt: null }],
  ['expired', { expiresAt: now, acceptedAt: null, revokedAt: null }],
  ['expired', { expiresAt: before, acceptedAt: null, revokedAt: null }],
  ['revoked', { expiresAt: after, acceptedAt: null, revokedAt: before }],
  ['revoked', { expiresAt: before, acceptedAt: null, revokedAt: before }],
  ['accepted', { expiresAt: before, acceptedAt: before, revokedAt: null }],
  ['accepted', { expiresAt: after, acceptedAt: before, revokedAt: before }],
] as const)('%s', (state, times) => {
  expect(toInvitationState(times, now)).toBe(state)
})
