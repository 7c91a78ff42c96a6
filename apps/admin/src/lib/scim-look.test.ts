import { expect, test } from 'vitest'
import { toScimLook } from './scim-look.ts'

const now = new Date('2026-03-04T12:00:00.000Z')
const called = { firstCallAt: '2026-03-01T12:00:00.000Z', lastCallAt: '2026-03-04T11:20:00.000Z' }
const silent = { firstCallAt: null, lastCallAt: null }

test('without a token nobody can call', () => {
  expect(toScimLook({ ...silent, liveTokens: 0 }, now)).toMatchObject({
    tone: 'neutral',
    word: 'Needs a token',
  })
})

test('a client that called and lost its last token is shut out', () => {
  expect(toScimLook({ ...called, liveTokens: 0 }, now)).toMatchObject({
    tone: 'danger',
    word: 'No valid token',
  })
})

test('with a token the first call is awaited, visibly', () => {
  expect(toScimLook({ ...silent, liveTokens: 1 }, now)).toMatchObject({ tone: 'info', busy: true })
})

test('a client that keeps calling is connected; one that stopped for more than a day is not', () => {
  expect(toScimLook({ ...called, liveTokens: 2 }, now).tone).toBe('success')
  const lastCallAt = '2026-03-03T11:59:59.000Z'
  expect(toScimLook({ ...called, lastCallAt, liveTokens: 2 }, now).tone).toBe('warning')
})
