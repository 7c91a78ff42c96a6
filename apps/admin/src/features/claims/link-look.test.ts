import { emailedClaimStatus } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { isLiveLink, toLinkLook } from './link-look.ts'

test('every state of a link has a word of its own', () => {
  const words = emailedClaimStatus.options.map((status) => toLinkLook(status).word)
  expect(new Set(words).size).toBe(words.length)
})

test('only links that can still be used can be revoked', () => {
  expect(emailedClaimStatus.options.filter(isLiveLink)).toEqual(['queued', 'sent'])
})
