import { expect, test } from 'vitest'
import { matchPerson, type Candidate } from './match-person.ts'

const candidate = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  registered: false,
  shared: false,
  ...more,
})

test('nobody with that email: no match', () => {
  expect(matchPerson([], null, false)).toEqual({ kind: 'none' })
})

test('one unclaimed person: linked', () => {
  expect(matchPerson([candidate('u')], null, false)).toEqual({ kind: 'link', userId: 'u', by: 'email' })
})

test('someone who can sign in is linked only when the connection allows it', () => {
  expect(matchPerson([candidate('u', { registered: true })], null, false)).toMatchObject({
    kind: 'conflict',
    reason: 'claimed_match',
  })
  expect(matchPerson([candidate('u', { registered: true })], null, true)).toMatchObject({
    kind: 'link',
    userId: 'u',
  })
})

test('several candidates, or a candidate others want too, need a person whatever the policy', () => {
  for (const policy of [true, false]) {
    expect(matchPerson([candidate('u'), candidate('v')], null, policy)).toMatchObject({
      reason: 'several_matches',
      candidateIds: ['u', 'v'],
    })
    expect(matchPerson([candidate('u', { shared: true })], null, policy)).toMatchObject({
      reason: 'shared_match',
    })
  }
})

test('a decision wins over matching', () => {
  const several = [candidate('u'), candidate('v', { registered: true })]
  expect(matchPerson(several, { kind: 'link', userId: 'v' }, false)).toEqual({
    kind: 'link',
    userId: 'v',
    by: 'decision',
  })
  expect(matchPerson(several, { kind: 'separate' }, false)).toEqual({ kind: 'none' })
  expect(matchPerson(several, { kind: 'ignore' }, false)).toEqual({ kind: 'ignored' })
})
