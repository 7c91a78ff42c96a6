import type { InvitationView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { invitationSearch, isFiltered } from './invitation-search.ts'
import { isOnItsWay, toGivenRoles, toLosses, toMessageProblem, toRoleReason } from './invitation-words.ts'

const invitation = {
  email: 'ada@example.com',
  role: 'operator',
  realms: [],
  state: 'pending',
  message: { status: 'sent', problem: null },
} as unknown as InvitationView

test('nobody gives a role above their own', () => {
  expect(toGivenRoles('owner')).toEqual(['owner', 'admin', 'manager', 'operator', 'member'])
  expect(toGivenRoles('admin')).toEqual(['admin', 'manager', 'operator', 'member'])
  expect(toGivenRoles('manager')).toEqual(['manager', 'operator', 'member'])
  expect(toRoleReason('manager', { role: 'manager' })).toBeNull()
  expect(toRoleReason('manager', { role: 'admin' })).toContain('Admin')
  expect(toRoleReason('admin', { role: 'owner' })).toContain('Only owners')
})

test('a message is only spoken of when it did not simply leave', () => {
  expect(toMessageProblem(invitation)).toBeNull()
  expect(toMessageProblem({ message: null })).toBeNull()
  expect(toMessageProblem({ message: { status: 'queued', problem: null } })).toBeNull()
  expect(toMessageProblem({ message: { status: 'queued', problem: 'Server busy.' } })).toBe(
    'Server busy. It is tried again by itself.',
  )
  expect(toMessageProblem({ message: { status: 'failed', problem: 'No such mailbox.' } })).toBe(
    'No such mailbox.',
  )
  expect(isOnItsWay({ state: 'pending', message: { status: 'queued', problem: null } })).toBe(true)
  expect(isOnItsWay({ state: 'revoked', message: { status: 'queued', problem: null } })).toBe(false)
})

test('revoking names the link, or the message that has not left, and the account', () => {
  expect(toLosses(invitation)[0]).toContain('stops working')
  expect(toLosses({ ...invitation, message: { status: 'queued', problem: null } })[0]).toContain('not left')
  expect(toLosses({ ...invitation, state: 'expired' })).toHaveLength(1)
})

test('the open form is not a filter', () => {
  expect(isFiltered(invitationSearch.parse({ invite: 'true' }))).toBe(false)
  expect(isFiltered(invitationSearch.parse({ state: 'expired' }))).toBe(true)
  expect(invitationSearch.parse({ state: 'gone', invite: 'yes' })).toEqual({})
})
