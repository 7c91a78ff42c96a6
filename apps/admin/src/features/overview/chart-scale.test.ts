import { expect, test } from 'vitest'
import { toArea, toLine, toPoints, toScale } from './chart-scale.ts'

test.each([
  [[0], [0, 1]],
  [
    [3, 8],
    [0, 2, 4, 6, 8],
  ],
  [[397], [0, 100, 200, 300, 400]],
  [[16_000], [0, 5000, 10_000, 15_000, 20_000]],
])('round grid values hold %j', (values, ticks) => {
  expect(toScale(values).ticks).toEqual(ticks)
})

test('points spread over the width with zero at the bottom', () => {
  expect(toPoints([0, 5, 10], 10, 100, 40)).toEqual([
    { x: 0, y: 40 },
    { x: 50, y: 20 },
    { x: 100, y: 0 },
  ])
})

test('an area closes the line at the bottom, and nothing gives nothing', () => {
  const points = toPoints([1, 2], 2, 10, 10)
  expect(toArea(points, 10)).toBe(`${toLine(points)}L10.0 10L0.0 10Z`)
  expect(toArea([], 10)).toBe('')
})
