import { expect, test } from 'vitest'
import { toTally, totalOf } from './change-tally.ts'

const kinds = { create: 90, update: 20, conflict: 5 }
const noted = { kind: 'conflict', outcome: 'noted', total: 5 }

test('a plan that waits is pending but for what is only noted', () => {
  const tally = toTally({ kinds, own: [noted], pending: 110 })
  expect(tally.total).toBe(115)
  expect(tally.outcomes).toEqual({ pending: 110, noted: 5 })
  expect(totalOf(tally, undefined, undefined)).toBe(115)
  expect(totalOf(tally, 'update', undefined)).toBe(20)
  expect(totalOf(tally, 'create', 'pending')).toBe(90)
  expect(totalOf(tally, 'conflict', 'pending')).toBe(0)
  expect(totalOf(tally, 'conflict', 'noted')).toBe(5)
  expect(totalOf(tally, 'create', 'applied')).toBe(0)
  expect(totalOf(tally, 'leave', undefined)).toBe(0)
})

test('of a finished run everything else was applied', () => {
  const own = [
    noted,
    { kind: 'create', outcome: 'stale', total: 2 },
    { kind: 'create', outcome: 'left_out', total: 8 },
  ]
  const tally = toTally({ kinds, own, pending: 0 })
  expect(tally.outcomes).toEqual({ noted: 5, stale: 2, left_out: 8, applied: 100 })
  expect(totalOf(tally, 'create', 'applied')).toBe(80)
  expect(totalOf(tally, 'update', 'applied')).toBe(20)
  expect(totalOf(tally, 'create', 'left_out')).toBe(8)
  expect(totalOf(tally, 'update', 'stale')).toBe(0)
})

test('of a run that stopped in the middle, kinds are not known by outcome', () => {
  const tally = toTally({ kinds, own: [noted], pending: 40 })
  expect(tally.outcomes).toEqual({ pending: 40, noted: 5, applied: 70 })
  expect(totalOf(tally, undefined, 'applied')).toBe(70)
  expect(totalOf(tally, 'create', 'applied')).toBeNull()
})
