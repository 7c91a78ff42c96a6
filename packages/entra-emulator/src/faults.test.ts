import { expect, test } from 'vitest'
import type { FaultMatch } from './faults.ts'
import { FaultBoard } from './faults.ts'

function hits(match: FaultMatch, calls: readonly string[]): number[] {
  const board = new FaultBoard()
  board.add({ match, effect: { kind: 'truncate' } })
  return calls.flatMap((path, at) => (board.effectFor('GET', path) === undefined ? [] : [at + 1]))
}

const users = Array.from({ length: 5 }, () => '/v1.0/users?$top=5')

test('a fault without limits always strikes, and only where its pattern fits', () => {
  expect(hits({ path: '/users' }, users)).toEqual([1, 2, 3, 4, 5])
  expect(hits({ path: '^/v1\\.0/groups' }, users)).toEqual([])
  expect(hits({ path: /TOP=5/i }, users)).toEqual([1, 2, 3, 4, 5])
  expect(hits({ path: '/users', method: 'post' }, users)).toEqual([])
})

test('nth, after and times choose which requests it strikes', () => {
  expect(hits({ path: '/users', nth: 3 }, users)).toEqual([3])
  expect(hits({ path: '/users', after: 2 }, users)).toEqual([3, 4, 5])
  expect(hits({ path: '/users', after: 1, times: 2 }, users)).toEqual([2, 3])
  expect(hits({ path: '/users', nth: 2, times: 3 }, users)).toEqual([2, 3, 4])
})

test('the first due fault wins, and the others still count the request', () => {
  const board = new FaultBoard()
  board.add({ match: { path: '/users', times: 1 }, effect: { kind: 'truncate' } })
  const second = board.add({ match: { path: '/users', nth: 2 }, effect: { kind: 'reset' } })
  expect(board.effectFor('GET', '/users')?.kind).toBe('truncate')
  expect(board.effectFor('GET', '/users')?.kind).toBe('reset')
  expect(board.list().map(({ seen, applied }) => [seen, applied])).toEqual([
    [2, 1],
    [2, 1],
  ])
  expect(board.remove(second)).toBe(true)
  board.clear()
  expect(board.list()).toEqual([])
})
