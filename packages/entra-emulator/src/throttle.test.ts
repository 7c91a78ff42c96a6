import { expect, test } from 'vitest'
import { EmulatorClock } from './emulator-clock.ts'
import { allowanceOf, ThrottleMeter } from './throttle.ts'

const clock = (): EmulatorClock => new EmulatorClock(() => new Date('2026-11-21T20:00:00Z'))

test('allowance follows the size of the tenant', () => {
  expect([10, 49, 50, 500, 501].map((people) => allowanceOf('microsoft', people)?.units)).toEqual([
    3_500, 3_500, 5_000, 5_000, 8_000,
  ])
  expect(allowanceOf('off', 10)).toBeUndefined()
})

test('the bucket refuses what is over, says how long, and drains with the clock', () => {
  const time = clock()
  const meter = new ThrottleMeter(time)
  const spec = { units: 100, windowSeconds: 10 }
  expect(meter.charge('app', 85, spec, 1)).toEqual({ usage: 0.85 })
  expect(meter.charge('app', 35, spec, 1)).toEqual({ usage: 1.2, retryAfter: 2 })
  expect(meter.charge('other', 35, spec, 1)).toEqual({ usage: 0.35 })
  time.advance(2_000)
  expect(meter.charge('app', 1, spec, 1).retryAfter).toBe(1)
  time.advance(5_000)
  expect(meter.charge('app', 1, spec, 1).retryAfter).toBeUndefined()
})
