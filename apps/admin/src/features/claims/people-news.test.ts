import { expect, test } from 'vitest'
import { bringsNews } from './people-news.ts'

test('lists follow claims, and not each step of one', () => {
  expect(bringsNews('claim.completed', false)).toBe(true)
  expect(bringsNews('claim.wallet_connected', false)).toBe(false)
  expect(bringsNews('run.progressed', false)).toBe(false)
})

test('the page of one person follows what happens to their claim, email and account', () => {
  for (const type of ['claim.opened', 'claim.ended', 'email.failed', 'user.updated'] as const) {
    expect(bringsNews(type, true)).toBe(true)
  }
  expect(bringsNews('session.started', true)).toBe(false)
})
