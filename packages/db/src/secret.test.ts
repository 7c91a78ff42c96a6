import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'
import { hashToken, newToken } from './tokens.ts'

it('shows a secret only when asked to reveal it', () => {
  const secret = new Secret('hunter2')
  const seen = [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ deep: { secret } }, { showHidden: true }),
    format('%s %o', secret, secret),
    Object.values(secret).join(),
  ].join('\n')
  expect(seen).not.toContain('hunter2')
  expect(seen).toContain('[secret]')
  expect(secret.reveal()).toBe('hunter2')
})

it('makes tokens that differ and name what they are', () => {
  const tokens = Array.from({ length: 50 }, () => newToken('rck').reveal())
  expect(new Set(tokens).size).toBe(50)
  for (const token of tokens) expect(token).toMatch(/^rck_[\w-]{43}$/)
})

it('hashes a token with SHA-256', () => {
  // FIPS 180-4 example: the message "abc".
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(Buffer.from(hashToken('abc')).toString('hex')).toBe(expected)
  expect(hashToken(new Secret('abc'))).toEqual(hashToken('abc'))
})
