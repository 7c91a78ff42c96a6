import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const log = { warn: vi.fn() }
const options = { everyMs: 1000, what: 'do it', log }

test('the first turn is over before anything else, and others follow until it is closed', async () => {
  let turns = 0
  const loop = await repeat(async () => {
    turns += 1
  }, options)
  expect(turns).toBe(1)
  await vi.advanceTimersByTimeAsync(2500)
  expect(turns).toBe(3)
  await loop.close()
  await vi.advanceTimersByTimeAsync(5000)
  expect(turns).toBe(3)
})

test('a turn that fails is told and does not end the loop', async () => {
  let turns = 0
  const loop = await repeat(async () => {
    turns += 1
    throw new Error('the database is away')
  }, options)
  await vi.advanceTimersByTimeAsync(1000)
  await loop.close()
  expect(turns).toBe(2)
  expect(log.warn).toHaveBeenCalledWith(
    { err: expect.objectContaining({ message: 'the database is away' }) },
    'Could not do it; trying again.',
  )
})

test('a slow turn is waited for, not doubled', async () => {
  let turns = 0
  let end = () => {}
  const loop = await repeat(async () => {
    turns += 1
    if (turns === 2) await new Promise<void>((resolve) => (end = resolve))
  }, options)
  await vi.advanceTimersByTimeAsync(4000)
  expect(turns).toBe(2)
  const closed = loop.close()
  end()
  await closed
  expect(turns).toBe(2)
})
