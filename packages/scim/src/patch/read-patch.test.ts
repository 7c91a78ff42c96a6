import { expect, test } from 'vitest'
import { caught } from '../testing/caught.ts'
import { readPatch } from './read-patch.ts'

test('operations in any case, with or without a schema', () => {
  const body = {
    operations: [
      { OP: 'Add', Path: 'title', Value: 'x' },
      { op: ' REMOVE ', path: 'title' },
      { op: 'replace', path: null, value: { title: null } },
      { op: 'replace', path: ' ', value: {} },
      { op: 'replace', path: 'title', value: null, note: 'ignored' },
    ],
  }
  expect(readPatch(body)).toEqual([
    { op: 'add', path: 'title', value: 'x' },
    { op: 'remove', path: 'title', value: undefined },
    { op: 'replace', path: null, value: { title: null } },
    { op: 'replace', path: null, value: {} },
    { op: 'replace', path: 'title', value: null },
  ])
  expect(readPatch({ Operations: [] })).toEqual([])
})

test.each([
  null,
  [],
  'x',
  {},
  { Operations: null },
  { Operations: {} },
  { Operations: ['x'] },
  { Operations: [null] },
  { Operations: [[]] },
  { Operations: [{}] },
  { Operations: [{ op: 'upsert', path: 'title', value: 'x' }] },
  { Operations: [{ op: 5, path: 'title', value: 'x' }] },
  { Operations: [{ op: 'add', path: 5, value: 'x' }] },
  { Operations: [{ op: 'add', path: 'title' }] },
  { Operations: [{ op: 'replace', path: 'members' }] },
])('%j is no PATCH', (body) => {
  expect(caught(() => readPatch(body))).toBe('invalidSyntax')
})

test('more than ten thousand operations are too many', () => {
  const operations = (length: number) => ({
    Operations: Array.from({ length }, () => ({ op: 'remove', path: 'title' })),
  })
  expect(readPatch(operations(10_000))).toHaveLength(10_000)
  expect(caught(() => readPatch(operations(10_001)))).toBe('413')
})
