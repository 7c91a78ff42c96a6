import { expect, test } from 'vitest'
import { toEndedWords, toOpenWords } from './link-words.ts'

test.each(['expired', 'revoked'] as const)('an %s link says whom to ask for a new one', (state) => {
  expect(toEndedWords(state, 'Ingrid Solheim').text).toMatch(/ask Ingrid Solheim for a new one/i)
  expect(toEndedWords(state, null).text).toMatch(/ask whoever sent it to you for a new one/i)
})

test('a spent link says what to do whether or not it was the reader', () => {
  const { text } = toEndedWords('spent', null)
  expect(text).toContain('sign in with your wallet')
  expect(text).toContain('tell whoever sent it to you')
})

test('people are called by their name, and told who sent the link', () => {
  const open = { name: 'Ada Byron', sentBy: 'Ingrid Solheim' }
  expect(toOpenWords({ kind: 'claim', ...open })).toMatchObject({ title: 'Claim your account, Ada Byron' })
  expect(toOpenWords({ kind: 'invitation', ...open }).text).toMatch(/^Ingrid Solheim invites you/)
})
