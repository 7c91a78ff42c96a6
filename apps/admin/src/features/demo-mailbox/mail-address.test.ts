import { expect, test } from 'vitest'
import { toShortName } from './mail-address.ts'

test('a list shows names, and addresses of people without one', () => {
  expect(toShortName('Ada Lovelace <ada@example.com>')).toBe('Ada Lovelace')
  expect(toShortName('ada@example.com')).toBe('ada@example.com')
  expect(toShortName('<ada@example.com>')).toBe('<ada@example.com>')
})
