import { expect, test } from 'vitest'
import { matchesEtag, toWeakEtag } from './etag.ts'

const tag = toWeakEtag(3)

test.each([
  ['W/"3"', true],
  ['"3"', true],
  ['3', true],
  ['*', true],
  ['W/"1", W/"3"', true],
  ['W/"1","3"', true],
  ['W/"33"', false],
  ['W/"1"', false],
  ['"a, 3"', false],
  ['', false],
  [null, false],
])('%s is %s', (header, expected) => {
  expect(tag).toBe('W/"3"')
  expect(matchesEtag(header, tag)).toBe(expected)
})
