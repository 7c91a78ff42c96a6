import { expect, test } from 'vitest'
import { caught } from '../testing/caught.ts'
import { readSearch } from './read-search.ts'

test('a search in any case', () => {
  const body = {
    Filter: 'title pr',
    startIndex: 3,
    COUNT: '5',
    attributes: ['userName'],
    excludedAttributes: 'name, title',
  }
  expect(readSearch(body)).toEqual({
    filter: 'title pr',
    startIndex: 3,
    count: '5',
    attributes: ['userName'],
    excludedAttributes: ['name', 'title'],
  })
  expect(readSearch({})).toEqual({ filter: null, startIndex: undefined, count: undefined })
  expect(caught(() => readSearch([]))).toBe('invalidSyntax')
  expect(caught(() => readSearch({ filter: 5 }))).toBe('invalidFilter')
})
