import { expect, test } from 'vitest'
import { matchPerson, type Candidate, type MatchInput } from './match-person.ts'

const candidate = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  registered: false,
  shared: false,
  ...more,
})

const match = (input: Partial<MatchInput>, autoLinkClaimed = false) =>
  matchPerson({ candidates: [], decision: null, former: null, twin: null, ...input }, autoLinkClaimed)

test('nobody with that email: no match', () => {
  expect(match({})).toEqual({ kind: 'none' })
})

test('one unclaimed person: linked', () => {
  expect(match({ candidates: [candidate('u')] })).toEqual({ kind: 'link', userId: 'u', by: 'email' })
})

test('someone who can sign in is linked only when the connection allows it', () => {
  expect(match({ candidates: [candidate('u', { registered: true })] })).toMatchObject({
    kind: 'conflict',
    reason: 'claimed_match',
  })
  expect(match({ candidates: [candidate('u', { registered: true })] }, true)).toMatchObject({
    kind: 'link',
    userId: 'u',
  })
})

test('several candidates, or a candidate others want too, need a person whatever the policy', () => {
  for (const policy of [true, false]) {
    expect(match({ candidates: [candidate('u'), candidate('v')] }, policy)).toMatchObject({
      reason: 'several_matches',
      candidateIds: ['u', 'v'],
    })
    expect(match({ candidates: [candidate('u', { shared: true })] }, policy)).toMatchObject({
      reason: 'shared_match',
    })
  }
})

test('a decision wins over matching', () => {
  const candidates = [candidate('u'), candidate('v', { registered: true })]
  expect(match({ candidates, decision: { kind: 'link', userId: 'v' } })).toEqual({
    kind: 'link',
    userId: 'v',
    by: 'decision',
  })
  expect(match({ candidates, decision: { kind: 'separate' } })).toEqual({ kind: 'none' })
  expect(match({ candidates, decision: { kind: 'ignore' } })).toEqual({ kind: 'ignored' })
})

test('the same directory account as before wins over email, claimed or not, and a decision wins over both', () => {
  const candidates = [candidate('u', { registered: true }), candidate('v')]
  expect(match({ candidates, former: 'w' })).toEqual({ kind: 'link', userId: 'w', by: 'former' })
  expect(match({ former: 'w' })).toEqual({ kind: 'link', userId: 'w', by: 'former' })
  expect(match({ former: 'w', decision: { kind: 'ignore' } })).toEqual({ kind: 'ignored' })
  expect(match({ former: 'w', decision: { kind: 'separate' } })).toEqual({ kind: 'none' })
  expect(match({ former: 'w', decision: { kind: 'link', userId: 'u' } })).toMatchObject({ userId: 'u' })
})

test('the same object through another connection wins over email, claimed or not', () => {
  const candidates = [candidate('u', { registered: true }), candidate('v')]
  expect(match({ candidates, twin: 'w' })).toEqual({ kind: 'link', userId: 'w', by: 'twin' })
  expect(match({ twin: 'w', former: 'x' })).toMatchObject({ userId: 'x', by: 'former' })
  expect(match({ twin: 'w', decision: { kind: 'separate' } })).toEqual({ kind: 'none' })
  expect(match({ twin: 'w', decision: { kind: 'ignore' } })).toEqual({ kind: 'ignored' })
})
