import { expect, test } from 'vitest'
import { guidOf, indexOfGuid, isGuid, permute32, permuteWithin, unpermute32 } from './seeded-random.ts'

test('an identifier carries its index and only its own seed can read it', () => {
  for (const index of [0, 1, 499, 65_536, 999_999, 2 ** 31, 2 ** 32 - 1]) {
    const guid = guidOf(42, index)
    expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isGuid(guid.toUpperCase())).toBe(true)
    expect(indexOfGuid(42, guid.toUpperCase())).toBe(index)
    expect(indexOfGuid(43, guid)).toBeUndefined()
  }
})

test('a changed digit anywhere makes an identifier unknown', () => {
  const guid = guidOf(7, 12)
  const changed = guid.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  expect(indexOfGuid(7, changed)).toBeUndefined()
  expect(indexOfGuid(7, 'not a guid')).toBeUndefined()
})

test('shuffling 32-bit numbers can be undone', () => {
  for (const value of [0, 1, 77, 0x8000_0000, 0xffff_ffff])
    expect(unpermute32(permute32(value, 9), 9)).toBe(value)
})

test.each([1, 2, 7, 500, 4_097])('a shuffle of %i positions visits each once', (count) => {
  const seen = new Set(Array.from({ length: count }, (_, position) => permuteWithin(position, count, 5)))
  expect(seen.size).toBe(count)
  expect(Math.max(...seen)).toBe(count - 1)
})
