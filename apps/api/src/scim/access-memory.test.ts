import { expect, test } from 'vitest'
import { createAccessMemory } from './access-memory.ts'

const NOW = 1_000_000

function open(maxEach = 10) {
  return createAccessMemory<string>({ forMs: 5000, maxEach })
}

test('remembers both kinds of answer, and not for long', () => {
  const memory = open()
  memory.put('a', 'Ada', NOW, memory.generation)
  memory.put('b', null, NOW, memory.generation)
  expect([memory.get('a', NOW), memory.get('b', NOW + 4999), memory.get('c', NOW)]).toEqual([
    'Ada',
    null,
    undefined,
  ])
  expect([memory.get('a', NOW + 5000), memory.get('b', NOW + 5000)]).toEqual([undefined, undefined])
  expect(memory.get('a', NOW - 1)).toBeUndefined()
})

test('an answer that was looked for before everything was forgotten is not kept', () => {
  const memory = open()
  const { generation } = memory
  memory.put('a', 'Ada', NOW, generation)
  memory.clear()
  expect(memory.get('a', NOW)).toBeUndefined()
  memory.put('b', 'Bo', NOW, generation)
  expect(memory.get('b', NOW)).toBeUndefined()
})

test('answers that let nobody in push out none that do', () => {
  const memory = open(3)
  memory.put('a', 'Ada', NOW, memory.generation)
  for (let n = 0; n < 100; n += 1) memory.put(`miss ${n}`, null, NOW, memory.generation)
  expect(memory.size).toBe(4)
  expect([memory.get('a', NOW), memory.get('miss 99', NOW), memory.get('miss 0', NOW)]).toEqual([
    'Ada',
    null,
    undefined,
  ])
})

test('a key has one answer, the last', () => {
  const memory = open()
  memory.put('a', null, NOW, memory.generation)
  memory.put('a', 'Ada', NOW, memory.generation)
  expect([memory.get('a', NOW), memory.size]).toEqual(['Ada', 1])
})
