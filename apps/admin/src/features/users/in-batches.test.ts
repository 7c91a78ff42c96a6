import { expect, it } from 'vitest'
import { inBatches } from './in-batches.ts'

it('keeps order and loses nobody', () => {
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inBatches([], 2)).toEqual([])
})
