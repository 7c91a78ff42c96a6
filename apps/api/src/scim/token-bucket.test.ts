import { expect, test } from 'vitest'
import { createRateLimit } from './token-bucket.ts'

const START = 1_000_000

test('lets a burst in, then as many as come back', () => {
  const limit = createRateLimit({ perSecond: 10, burst: 50 })
  const taken = (count: number, at: number) =>
    Array.from({ length: count }, () => limit.take('a', at)).filter((wait) => wait === 0).length
  expect(taken(60, START)).toBe(50)
  expect(taken(5, START + 999)).toBe(0)
  expect(taken(20, START + 1000)).toBe(10)
  expect(taken(40, START + 4000)).toBe(30)
  expect(taken(100, START + 3_600_000)).toBe(50)
})

test('keeps the pace when it is asked often', () => {
  const limit = createRateLimit({ perSecond: 25, burst: 1 })
  let taken = 0
  for (let ms = 0; ms < 10_000; ms += 3) if (limit.take('a', START + ms) === 0) taken += 1
  expect(taken).toBeLessThanOrEqual(251)
  const slower = createRateLimit({ perSecond: 25, burst: 50 })
  for (let ms = 0; ms < 60_000; ms += 40) expect(slower.take('a', START + ms)).toBe(0)
})

test('whoever waits as long as they were told finds room', () => {
  const limit = createRateLimit({ perSecond: 25, burst: 50 })
  for (let round = 0, at = START; round < 20; round += 1) {
    while (limit.take('a', at) === 0) at += 1
    const wait = limit.take('a', at)
    expect(limit.take('a', at + wait * 1000 - 1)).toBeGreaterThan(0)
    at += wait * 1000
    for (let more = 0; more < 25; more += 1) expect(limit.take('a', at)).toBe(0)
  }
})

test.each([
  [10, 1],
  [0.5, 2],
  [0.01, 100],
])('at %d a second the next one comes in %d seconds', (perSecond, wait) => {
  const limit = createRateLimit({ perSecond, burst: 1 })
  expect(limit.take('a', START)).toBe(0)
  expect(limit.take('a', START)).toBe(wait)
})

test('a clock that goes back neither fills nor empties', () => {
  const limit = createRateLimit({ perSecond: 1, burst: 2 })
  expect([limit.take('a', START), limit.take('a', START - 60_000), limit.take('a', START - 60_000)]).toEqual([
    0, 0, 1,
  ])
  expect([limit.take('a', START - 90_000), limit.take('a', START - 89_000)]).toEqual([1, 0])
})

test('keys are counted apart, and forgotten when there are too many', () => {
  const limit = createRateLimit({ perSecond: 1, burst: 1 }, 2)
  expect([limit.take('a', START), limit.take('b', START), limit.take('b', START)]).toEqual([0, 0, 1])
  expect([limit.take('c', START), limit.take('b', START), limit.take('a', START)]).toEqual([0, 1, 0])
})
