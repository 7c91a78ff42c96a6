import { expect, test } from 'vitest'
import { SeenSet } from './seen-set.ts'

test('holds exactly what was added, however sparse', () => {
  const ordinals = [0, 1, 7, 8, 65_535, 65_536, 10_000_000, 4_000_000_001]
  const seen = new SeenSet()
  for (const ordinal of [...ordinals, ...ordinals]) seen.add(ordinal)
  expect(seen.size).toBe(ordinals.length)
  for (const ordinal of ordinals) {
    expect(seen.has(ordinal)).toBe(true)
    expect(seen.has(ordinal + 2)).toBe(ordinals.includes(ordinal + 2))
  }
})

test('comes back whole from a checkpoint', () => {
  const seen = new SeenSet()
  for (let ordinal = 3; ordinal < 200_000; ordinal += 7) seen.add(ordinal)
  const again = SeenSet.fromBytes(seen.toBytes())
  expect(again.size).toBe(seen.size)
  expect([3, 10, 199_994].map((ordinal) => again.has(ordinal))).toEqual([true, true, seen.has(199_994)])
  expect([0, 4, 200_001].some((ordinal) => again.has(ordinal))).toBe(false)
})
