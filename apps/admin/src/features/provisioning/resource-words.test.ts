import { expect, test } from 'vitest'
import { readMoment, readText, toResourceName } from './resource-words.ts'

test('a resource is called what it is shown as, else what it signs in as, else its id', () => {
  expect(toResourceName({ id: 'i', resource: { displayName: 'Ada', userName: 'ada@x' } })).toBe('Ada')
  expect(toResourceName({ id: 'i', resource: { displayName: '', userName: 'ada@x' } })).toBe('ada@x')
  expect(toResourceName({ id: 'i', resource: {} })).toBe('i')
})

test('only text is read as text', () => {
  expect(readText({ externalId: 7 }, 'externalId')).toBeNull()
  expect(readText({ externalId: '7' }, 'externalId')).toBe('7')
})

test('a moment is read from meta, if there is one', () => {
  expect(readMoment({ meta: { created: '2026-03-04T12:00:00Z' } }, 'created')).toBe('2026-03-04T12:00:00Z')
  expect([readMoment({}, 'created'), readMoment({ meta: { created: 1 } }, 'created')]).toEqual([null, null])
})
