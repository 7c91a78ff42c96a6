import type { CheckResult } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { judgePushedConnection, type PushedConnectionFacts } from './judge-pushed-connection.ts'

const now = new Date('2026-11-21T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
const token = { name: 'Entra', expiresAt: null, lastUsedAt: inDays(-0.1) }

const fine: PushedConnectionFacts = {
  now,
  baseUrl: 'https://rollcall.example/scim/v2/inbound/1',
  firstCallAt: inDays(-20),
  lastCallAt: inDays(-0.1),
  tokens: [token],
  answers: { total: 40, refused: 0, failed: 0, lastWhy: null },
  externalIds: { users: 10, objectIds: 10, sample: null },
}

function judge(facts: Partial<PushedConnectionFacts>, id: CheckResult['id']): CheckResult {
  const found = judgePushedConnection({ ...fine, ...facts }).find((check) => check.id === id)
  if (!found) throw new Error(`There is no check ${id}.`)
  return found
}

test('a connection in use passes every check', () => {
  const checks = judgePushedConnection(fine)
  expect(checks.map(({ id, status }) => [id, status])).toEqual([
    ['address', 'pass'],
    ['tokens', 'pass'],
    ['token_expiry', 'pass'],
    ['first_call', 'pass'],
    ['last_call', 'pass'],
    ['answers', 'pass'],
    ['external_id', 'pass'],
  ])
})

test('a new connection lacks a token above all, and what cannot be seen yet is skipped', () => {
  const checks = judgePushedConnection({
    ...fine,
    firstCallAt: null,
    lastCallAt: null,
    tokens: [],
    answers: { total: 0, refused: 0, failed: 0, lastWhy: null },
    externalIds: { users: 0, objectIds: 0, sample: null },
  })
  expect(checks.map((check) => check.status)).toEqual([
    'pass',
    'fail',
    'skipped',
    'warn',
    'skipped',
    'skipped',
    'skipped',
  ])
})

const none = { refused: 0, failed: 0, lastWhy: null }
const cases: [CheckResult['id'], Partial<PushedConnectionFacts>, CheckResult['status'], RegExp][] = [
  ['address', { baseUrl: 'http://rollcall.example/scim' }, 'warn', /cannot call/],
  ['address', { baseUrl: 'https://localhost:3000/scim' }, 'warn', /cannot call/],
  ['address', { baseUrl: 'https://localhost.example/scim' }, 'pass', /reach/],
  ['tokens', { tokens: [{ ...token, expiresAt: now }] }, 'fail', /No token/],
  ['tokens', { tokens: [{ ...token, lastUsedAt: null }] }, 'pass', /None was used yet/],
  ['tokens', { tokens: [token, { ...token, name: 'Other' }] }, 'pass', /^2 tokens open/],
  ['token_expiry', { tokens: [{ ...token, expiresAt: inDays(31) }] }, 'pass', /until 2026-12-22/],
  ['token_expiry', { tokens: [{ ...token, expiresAt: inDays(30) }] }, 'warn', /in 30 days, on 2026-12-21/],
  ['token_expiry', { tokens: [{ ...token, expiresAt: inDays(0.5) }] }, 'warn', /within a day/],
  [
    'token_expiry',
    {
      tokens: [
        { ...token, expiresAt: inDays(5) },
        { ...token, name: 'New', lastUsedAt: null },
      ],
    },
    'warn',
    /^Entra, the token in use, expires/,
  ],
  [
    'token_expiry',
    {
      tokens: [
        { ...token, expiresAt: inDays(5), lastUsedAt: inDays(-2) },
        { ...token, name: 'New' },
      ],
    },
    'pass',
    /^New works until/,
  ],
  ['first_call', { firstCallAt: null }, 'warn', /No client/],
  ['last_call', { lastCallAt: inDays(-1) }, 'pass', /2026-11-20 at 12:00 UTC/],
  ['last_call', { lastCallAt: inDays(-1.01) }, 'warn', /The last request/],
  ['answers', { answers: { ...none, total: 1 } }, 'pass', /^1 request came/],
  [
    'answers',
    { answers: { total: 20, refused: 7, failed: 1, lastWhy: 'The userName is taken.' } },
    'warn',
    /^8 of 20 requests .* were refused or failed\. The last: The userName is taken\.$/,
  ],
  ['answers', { answers: { ...none, total: 20, refused: 9 } }, 'fail', /^9 of 20/],
  ['answers', { answers: { ...none, total: 9, refused: 9 } }, 'warn', /^9 of 9/],
  ['external_id', { externalIds: { users: 1, objectIds: 1, sample: null } }, 'pass', /^1 of 1 person/],
  ['external_id', { externalIds: { users: 10, objectIds: 5, sample: 'ada' } }, 'pass', /^5 of 10/],
  ['external_id', { externalIds: { users: 10, objectIds: 4, sample: 'ada' } }, 'warn', /One has "ada"/],
  ['external_id', { externalIds: { users: 3, objectIds: 0, sample: null } }, 'warn', /^0 of 3/],
]

test.each(cases)('%s with %j is %s', (id, facts, status, detail) => {
  const check = judge(facts, id)
  expect(check).toMatchObject({ status, detail: expect.stringMatching(detail) })
  if (status === 'warn' || status === 'fail') expect(check.hint).toMatch(/\.$/)
  else expect(check.hint).toBeNull()
})
