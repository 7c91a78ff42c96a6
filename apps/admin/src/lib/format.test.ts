import { expect, test } from 'vitest'
import { countOf, joinWords, people } from './format.ts'

test('amounts agree with their noun and are grouped by thousands', () => {
  expect(people(0)).toBe('0 people')
  expect(people(1)).toBe('1 person')
  expect(countOf(12_480, 'group', 'groups')).toBe('12,480 groups')
})

test('words are joined as in a sentence', () => {
  expect(joinWords([])).toBe('')
  expect(joinWords(['a'])).toBe('a')
  expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c')
})
