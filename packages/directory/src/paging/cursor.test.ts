import { expect, test } from 'vitest'
import * as z from 'zod'
import { decodeCursor, encodeCursor, takePage } from './cursor.ts'
import { inOrder } from './in-order.ts'

const place = z.object({ key: z.string().nullable(), id: z.uuid() })
const somewhere = { key: 'Zoë "quoted" 🦩', id: '0197aaaa-0000-7000-8000-000000000001' }

test('a cursor gives back the place it was made from', () => {
  expect(decodeCursor(place, encodeCursor(somewhere))).toEqual(somewhere)
  expect(encodeCursor(somewhere)).toMatch(/^[\w-]+$/)
})

test('no cursor is the first page', () => {
  expect(decodeCursor(place, undefined)).toBeNull()
  expect(decodeCursor(place, '')).toBeNull()
})

test.each(['nonsense', '%%%', encodeCursor({ id: 'x' }), encodeCursor(null)])(
  'the cursor %s is refused',
  (cursor) => {
    expect(() => decodeCursor(place, cursor)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
  },
)

test('a page knows whether another follows', () => {
  expect(takePage([1, 2, 3], 2)).toEqual({ page: [1, 2], last: 2 })
  expect(takePage([1, 2], 2)).toEqual({ page: [1, 2], last: null })
})

test('rows come in the order of their ids, and ids without a row are passed over', () => {
  const rows = [{ id: 1 }, { id: 2 }, { id: 3 }]
  expect(inOrder([3, 9, 1], rows, (row) => row.id)).toEqual([{ id: 3 }, { id: 1 }])
})
