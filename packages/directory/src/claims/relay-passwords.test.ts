import { expect, test } from 'vitest'
import { hidePassword, restorePasswords } from './relay-passwords.ts'

test.each([
  ['stun:stun.example.org:3478', 'stun:stun.example.org:3478'],
  ['turn:ada:pass@turn.example.org:3478', 'turn:ada:********@turn.example.org:3478'],
  ['turns:ada:p@ss:word@turn.example.org', 'turns:ada:********@turn.example.org'],
  ['turn:turn.example.org', 'turn:turn.example.org'],
])('%s is shown as %s', (server, shown) => {
  expect(hidePassword(server)).toBe(shown)
})

test('what was shown brings the stored password back, at whatever place', () => {
  const stored = ['stun:a.example', 'turn:ada:one@b.example', 'turn:ada:two@c.example']
  const shown = stored.map(hidePassword).toReversed()
  expect(restorePasswords(shown, stored)).toEqual(stored.toReversed())
  expect(restorePasswords(['turn:ada:new@b.example'], stored)).toEqual(['turn:ada:new@b.example'])
})

test('a stored password does not follow to another server', () => {
  const stored = ['turn:ada:one@b.example']
  expect(() => restorePasswords(['turn:ada:********@evil.example'], stored)).toThrow(/again/)
})
