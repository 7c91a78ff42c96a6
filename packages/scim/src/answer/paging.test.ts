import { expect, test } from 'vitest'
import { caught } from '../testing/caught.ts'
import { readPaging, toListResponse } from './paging.ts'

const limits = { defaultCount: 100, maxResults: 200 }

test.each([
  [{}, 1, 100],
  [{ startIndex: '6', count: '5' }, 6, 5],
  [{ startIndex: 6, count: 5 }, 6, 5],
  [{ startIndex: '0', count: '-3' }, 1, 0],
  [{ startIndex: '-9' }, 1, 100],
  [{ count: '0' }, 1, 0],
  [{ count: '1000000' }, 1, 200],
  [{ startIndex: '999999999999' }, 2_147_483_647, 100],
  [{ startIndex: '', count: null }, 1, 100],
])('%j', (query, startIndex, count) => {
  expect(readPaging(query, limits)).toEqual({ startIndex, count })
})

test.each(['x', '1.5', '1e3', '0x10', '9'.repeat(40), 1.5, Number.NaN, true, [1], {}])(
  '%j is no number',
  (value) => {
    expect(caught(() => readPaging({ startIndex: value }, limits))).toBe('invalidValue')
    expect(caught(() => readPaging({ count: value }, limits))).toBe('invalidValue')
  },
)

test('a page says how much of what it is', () => {
  expect(toListResponse({ resources: [{ id: 'a' }], totalResults: 11, startIndex: 11 })).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 11,
    startIndex: 11,
    itemsPerPage: 1,
    Resources: [{ id: 'a' }],
  })
})
