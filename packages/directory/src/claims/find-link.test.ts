import { describe, expect, test } from 'vitest'
import { linkState, type EmailedLink } from './find-link.ts'

describe('linkState', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  const person = { id: 'u', name: 'Ada', role: 'member', status: 'active', registeredAt: null }
  const link: EmailedLink = {
    kind: 'claim',
    id: 'l',
    person,
    sentBy: 'Grace',
    expiresAt: new Date(now.getTime() + 1),
    spentAt: null,
    revokedAt: null,
    astray: false,
  }
  test.each<[string, Partial<EmailedLink>, string]>([
    ['waiting', {}, 'open'],
    ['over', { expiresAt: now }, 'expired'],
    ['revoked', { revokedAt: now }, 'revoked'],
    ['used', { spentAt: now, revokedAt: now, expiresAt: now }, 'spent'],
    ['claimed in another way', { person: { ...person, registeredAt: now } }, 'spent'],
    ['sent to an address that is no longer theirs', { astray: true }, 'revoked'],
    ['disabled', { person: { ...person, status: 'disabled' } }, 'revoked'],
    ['disabled and over', { person: { ...person, status: 'disabled' }, expiresAt: now }, 'revoked'],
  ])('%s', (_name, over, state) => {
    expect(linkState({ ...link, ...over }, now)).toBe(state)
  })
})
