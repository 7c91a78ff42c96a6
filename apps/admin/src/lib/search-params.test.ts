import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './search-params.ts'

test('numbers, flags and brackets typed into a search stay text', () => {
  expect(parseSearch('?search=0042&left=true&q=%7B%22a%22%3A1%7D')).toEqual({
    search: '0042',
    left: 'true',
    q: '{"a":1}',
  })
})

test('addresses are plain and lose nothing', () => {
  const search = { tab: 'unclaimed', search: 'Zoë & Co + 1', page: 2, left: undefined }
  expect(stringifySearch(search)).toBe('?tab=unclaimed&search=Zo%C3%AB+%26+Co+%2B+1&page=2')
  expect(parseSearch(stringifySearch(search))).toEqual({
    tab: 'unclaimed',
    search: 'Zoë & Co + 1',
    page: '2',
  })
  expect(stringifySearch({ search: undefined })).toBe('')
})
