import { userId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { activeFirst, toEndProblem, toGiveReason, toInstant, toRevokeReason } from './grant-words.ts'

const one = userId.parse('01890a5d-ac96-774b-bcce-b302099a8057')
const two = userId.parse('01890a5d-ac96-774b-bcce-b302099a8058')

test('grants follow the roles, and only owners grant to themselves', () => {
  const ada = { id: two, role: 'admin', name: 'Ada', status: 'active' } as const
  expect(toGiveReason({ id: one, role: 'owner' }, ada)).toBeNull()
  expect(toGiveReason({ id: one, role: 'manager' }, ada)).toContain('Admin')
  expect(toRevokeReason({ role: 'admin' }, { ...ada, role: 'owner' })).toContain('Only owners')
  expect(toGiveReason({ id: two, role: 'admin' }, ada)).toContain('themselves')
  expect(toRevokeReason({ role: 'admin' }, ada)).toBeNull()
  expect(toGiveReason({ id: two, role: 'owner' }, { ...ada, role: 'owner' })).toBeNull()
})

test('a disabled account is granted nothing, and what it holds can be revoked', () => {
  const ada = { id: two, role: 'member', name: 'Ada', status: 'disabled' } as const
  expect(toGiveReason({ id: one, role: 'owner' }, ada)).toContain('disabled')
  expect(toRevokeReason({ role: 'owner' }, ada)).toBeNull()
})

test('an end lies ahead, and none at all is an end as well', () => {
  const now = new Date('2026-01-02T03:04:05.000Z')
  expect(toEndProblem('', now)).toBeNull()
  expect(toInstant('')).toBeNull()
  expect(toEndProblem('soon', now)).toContain('whole date')
  expect(toEndProblem('2025-12-31T12:00', now)).toContain('to come')
  expect(toEndProblem('2026-02-01T12:00', now)).toBeNull()
  expect(toInstant('2026-02-01T12:00')).toBe(new Date('2026-02-01T12:00').toISOString())
})

test('what is held stands before what has ended', () => {
  const grants = [
    { id: 'a', state: 'revoked' },
    { id: 'b', state: 'active' },
    { id: 'c', state: 'expired' },
    { id: 'd', state: 'active' },
  ] as const
  expect(activeFirst(grants).map((grant) => grant.id)).toEqual(['b', 'd', 'a', 'c'])
})
