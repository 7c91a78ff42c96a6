import { expect, test } from 'vitest'
import { isAtLeast, may, mayManageRole, ROLES } from './roles.ts'

test('a role includes those below it', () => {
  expect(ROLES.map((role) => isAtLeast('manager', role))).toEqual([false, false, true, true, true])
})

test('members see only themselves, operators support people, owners hold the keys', () => {
  expect(may('member', 'profile.read')).toBe(true)
  expect(may('member', 'users.read')).toBe(false)
  expect(may('operator', 'users.editUnclaimed')).toBe(true)
  expect(may('operator', 'users.edit')).toBe(false)
  expect(may('admin', 'keys.edit')).toBe(false)
  expect(may('owner', 'keys.edit')).toBe(true)
})

test('nobody manages a role above their own, and only owners manage owners', () => {
  expect(mayManageRole('manager', 'admin')).toBe(false)
  expect(mayManageRole('manager', 'operator')).toBe(true)
  expect(mayManageRole('admin', 'owner')).toBe(false)
  expect(mayManageRole('owner', 'owner')).toBe(true)
})
