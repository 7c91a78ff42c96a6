import { expect, test } from 'vitest'
import { PageTokens } from './page-tokens.ts'
import type { PageToken } from './page-tokens.ts'

const token: PageToken = {
  kind: 'skip',
  tenantId: 't',
  epoch: 'e',
  scope: 'users',
  query: '$select=id',
  issuedAt: 1,
  at: { from: 99 },
}

test('a token comes back as it was and never looks the same twice', () => {
  const tokens = new PageTokens()
  const text = tokens.seal(token)
  expect(text).toMatch(/^[\w-]+$/)
  expect(tokens.open(text)).toEqual(token)
  expect(tokens.seal(token)).not.toBe(text)
})

test('foreign, changed and meaningless tokens are not read', () => {
  const tokens = new PageTokens()
  const text = tokens.seal(token)
  const middle = Math.floor(text.length / 2)
  const changed = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`
  expect(tokens.open(changed)).toBeUndefined()
  expect(new PageTokens().open(text)).toBeUndefined()
  expect(tokens.open('')).toBeUndefined()
  expect(tokens.open('nonsense!')).toBeUndefined()
})
