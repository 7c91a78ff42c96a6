import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('ids are of version 7, all different, and each is greater than those before it', () => {
  const ids = Array.from({ length: 100_000 }, newId)
  expect(ids.filter((id) => !ID.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.findIndex((id, at) => id <= (ids[at - 1] ?? ''))).toBe(-1)
  // The last 32 bits are random. Of so many, one or two are the same by chance.
  expect(new Set(ids.map((id) => id.slice(-8))).size).toBeGreaterThan(99_950)
})
