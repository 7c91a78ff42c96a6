import { expect, test } from 'vitest'
import { toInternalPath } from './use-enter.ts'

test('a page of this site is opened after signing in', () => {
  expect(toInternalPath('/users?tab=unclaimed&search=ada')).toBe('/users?tab=unclaimed&search=ada')
})

test.each([undefined, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'users'])(
  'the start page is opened instead of %s',
  (next) => {
    expect(toInternalPath(next)).toBe('/')
  },
)
