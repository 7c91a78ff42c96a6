import { SourceError, type SourceNotice } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { parseRetryAfter, retryDelay, withRetries, type Outcome } from './retry.ts'
import { createThrottle } from './throttle.ts'

const NOW = Date.parse('2026-11-21T20:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    ['10', 10_000],
    ['2.128', 2_128],
    ['0', 0],
    [' 5 ', 5_000],
    ['Sat, 21 Nov 2026 20:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 19:00:00 GMT', 0],
    ['soon', null],
    ['-3', null],
    ['', null],
    [null, null],
  ])('reads %j as %j ms', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected)
  })
})

describe('retryDelay', () => {
  it('doubles each time up to a minute and takes off at most half', () => {
    expect([1, 2, 3, 7, 20].map((count) => retryDelay(count, null, () => 0))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ])
    expect(retryDelay(2, null, () => 0.999)).toBeGreaterThanOrEqual(1_000)
  })

  it('obeys Microsoft, but never asks again at once', () => {
    expect(retryDelay(1, 30_000, () => 0.5)).toBe(30_000)
    expect(retryDelay(1, 0, () => 0.5)).toBe(200)
  })
})

function setUp(patience = { maxAttempts: 4, maxWaitMs: 60_000 }) {
  let now = NOW
  const timing = {
    now: () => now,
    random: () => 0,
    sleep: async (ms: number) => {
      now += ms
    },
  }
  const notices: SourceNotice[] = []
  const throttle = createThrottle(timing)
  const setting = { timing, throttle, patience, onNotice: (notice: SourceNotice) => notices.push(notice) }
  return { setting, notices, elapsed: () => now - NOW }
}

function again(retryAfterMs: number | null, shared: boolean): Outcome<never> {
  const error = new SourceError('unreachable', 'Still down.')
  return { kind: 'again', reason: shared ? 'throttled' : 'unavailable', retryAfterMs, shared, error }
}

describe('withRetries', () => {
  const never = new AbortController().signal

  it('gives the value once there is one', async () => {
    const { setting, notices, elapsed } = setUp()
    const answers: Outcome<string>[] = [
      again(2_000, true),
      again(null, false),
      { kind: 'done', value: 'yes' },
    ]
    const value = await withRetries(setting, never, async () => answers.shift() ?? again(null, false))
    expect(value).toBe('yes')
    expect(elapsed()).toBe(4_000)
    expect(notices).toEqual([
      { kind: 'waiting', reason: 'throttled', waitMs: 2_000 },
      { kind: 'waiting', reason: 'unavailable', waitMs: 2_000 },
    ])
  })

  it('throws the last error after the last attempt', async () => {
    const { setting } = setUp()
    let asked = 0
    const work = withRetries(setting, never, async () => {
      asked += 1
      return again(1, false)
    })
    await expect(work).rejects.toThrow('Still down.')
    expect(asked).toBe(4)
  })

  it('does not begin a wait that is longer than it may be', async () => {
    const { setting, elapsed } = setUp()
    await expect(withRetries(setting, never, async () => again(61_000, true))).rejects.toThrow('Still down.')
    expect(elapsed()).toBe(0)
  })

  it('does not begin at all when it was stopped before', async () => {
    const { setting } = setUp()
    const stopped = AbortSignal.abort()
    await expect(withRetries(setting, stopped, async () => again(1, false))).rejects.toMatchObject({
      failure: 'cancelled',
    })
  })
})
