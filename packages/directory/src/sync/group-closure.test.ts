import { expect, test } from 'vitest'
import { closureOf } from './group-closure.ts'

const edges = new Map([
  ['a', ['b', 'c']],
  ['b', ['d']],
  ['c', ['d']],
  ['d', ['a']],
])

test('without nesting a group is only itself', () => {
  expect([...closureOf('a', edges, false)]).toEqual(['a'])
})

test('with nesting every group is reached once, cycles included', () => {
  expect([...closureOf('a', edges, true)].toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect([...closureOf('unknown', edges, true)]).toEqual(['unknown'])
})
