import { expect, test } from 'vitest'
import { isAt, toNavSections } from './navigation.ts'

function labels(role: Parameters<typeof toNavSections>[0]) {
  return toNavSections(role, '/', 0).map((section) => section.items.map((item) => item.label))
}

test('each role sees the pages it may open', () => {
  expect(labels('owner')).toEqual([
    ['Overview', 'Users', 'Invitations', 'Realms', 'Sync history', 'Conflicts', 'Event log'],
    ['Integrations', 'API keys'],
  ])
  expect(labels('manager').at(1)).toEqual(['Integrations'])
  expect(labels('operator')).toEqual([
    ['Overview', 'Users', 'Invitations', 'Realms', 'Sync history', 'Conflicts', 'Event log'],
  ])
  expect(labels('member')).toEqual([['My profile']])
})

test('a page is current for what lies below it, and the start page only for itself', () => {
  expect(isAt('/', '/')).toBe(true)
  expect(isAt('/', '/users')).toBe(false)
  expect(isAt('/users', '/users/unregistered/1')).toBe(true)
  expect(isAt('/users', '/users-export')).toBe(false)
  expect(isAt('/sync-runs', '/sync/1')).toBe(true)
})

test('open conflicts are counted in the navigation', () => {
  const badges = toNavSections('owner', '/', 3).flatMap((section) => section.items.map((item) => item.badge))
  expect(badges.filter((badge) => badge !== undefined)).toEqual([3])
})
