import { describe, expect, it } from 'vitest'
import { createThrottle, type WaitReason } from './throttle.ts'

function setUp() {
  let now = 0
  const throttle = createThrottle({
    now: () => now,
    sleep: async (ms) => {
      now += ms
    },
  })
  const told: [WaitReason, number][] = []
  const enter = (maxWaitMs = 600_000) =>
    throttle.enter({
      signal: new AbortController().signal,
      maxWaitMs,
      onWait: (reason, waitMs) => told.push([reason, waitMs]),
    })
  return { throttle, told, enter, now: () => now }
}

describe('throttle', () => {
  it('lets everyone pass while nothing is wrong', async () => {
    const { enter, told } = setUp()
    expect([await enter(), await enter()]).toEqual([0, 0])
    expect(told).toEqual([])
  })

  it('holds everyone until the longest wait is over, and says why', async () => {
    const { throttle, enter, told, now } = setUp()
    throttle.hold(5_000, 'throttled')
    throttle.hold(1_000, 'unavailable')
    expect(await enter()).toBe(5_000)
    expect(now()).toBe(5_000)
    expect(told).toEqual([['throttled', 5_000]])
  })

  it('gives up instead of waiting longer than the caller may', async () => {
    const { throttle, enter } = setUp()
    throttle.hold(90_000, 'throttled')
    await expect(enter(60_000)).rejects.toMatchObject({
      failure: 'throttled',
      evidence: { waitSeconds: '90' },
    })
  })

  it('spaces requests out once the allowance is used up, further the more it is exceeded', async () => {
    const { throttle, enter } = setUp()
    throttle.pace(1)
    expect([await enter(), await enter()]).toEqual([0, 500])
    throttle.pace(1.8)
    await enter()
    expect(await enter()).toBe(2_100)
  })

  it('returns to full speed step by step', async () => {
    const { throttle, enter } = setUp()
    throttle.pace(1)
    for (let answer = 0; answer < 10; answer += 1) throttle.pace(answer % 2 ? null : 0.8)
    expect([await enter(), await enter()]).toEqual([0, 0])
  })
})
