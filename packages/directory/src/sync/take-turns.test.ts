import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { takeTurns, TurnLost } from './take-turns.ts'

const refused = new Error('refused')

test('both are at work at once, and the second ends after the first', async () => {
  const heard: string[] = []
  const outcome = await takeTurns(
    async () => {
      heard.push('first begins')
      await sleep(20)
      heard.push('first ends')
    },
    async (turn) => {
      heard.push('second begins')
      await turn
      heard.push('second ends')
    },
  )
  expect(outcome).toEqual({ first: null, second: null })
  expect(heard).toEqual(['first begins', 'second begins', 'first ends', 'second ends'])
})

test('the second gives way as soon as an attempt of the first fails, even where a further one succeeds', async () => {
  const heard: string[] = []
  const outcome = await takeTurns(
    async (failing) => {
      await sleep(5)
      failing(refused)
      await sleep(20)
      heard.push('first ends')
    },
    async (turn) => {
      await turn.catch((error: unknown) => {
        heard.push('second gives way')
        throw error
      })
    },
  )
  expect(heard).toEqual(['second gives way', 'first ends'])
  expect(outcome.first).toBeNull()
  expect(outcome.second?.error).toBeInstanceOf(TurnLost)
})

test('the failure of the first is told as it was, and takes the second along', async () => {
  const outcome = await takeTurns(
    () => Promise.reject(refused),
    (turn) => turn,
  )
  expect(outcome.first?.error).toBe(refused)
  expect(outcome.second?.error).toBeInstanceOf(TurnLost)
})

test('a second that fails on its own leaves the first alone, which is waited for', async () => {
  let ended = false
  const outcome = await takeTurns(
    async () => {
      await sleep(20)
      ended = true
    },
    () => Promise.reject(refused),
  )
  expect(ended).toBe(true)
  expect(outcome).toEqual({ first: null, second: { error: refused } })
})
