import type * as vocabulary from '@rollcall/vocabulary'
import { day, userId, type Example } from './ids.ts'

export const newGrant: Omit<Example<typeof vocabulary.grantInput>, 'userId'> = {
  capability: 'deploy:production',
  note: 'On call this week.',
  expiresAt: '2026-11-28T17:00:00.000Z',
}

export const grant: Example<typeof vocabulary.grantView> = {
  id: '0199a1b7-48c3-7fa5-8e02-6d9c1b3f5a09',
  userId,
  capability: 'deploy:production',
  note: 'On call this week.',
  state: 'active',
  grantedBy: 'Marcus Oyelaran',
  grantedAt: `${day}T10:20:00.000Z`,
  expiresAt: '2026-11-28T17:00:00.000Z',
  endedAt: null,
}

export const revokedGrant: Example<typeof vocabulary.grantView> = {
  ...grant,
  state: 'revoked',
  endedAt: `${day}T16:05:00.000Z`,
}
