import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideClaim, refuseLogin, type ClaimFacts } from './decide-claim.ts'

const wallet = { did: 'did:vaultys:01aa', publicKey: 'AAAA', fingerprint: '01AA' }
const person = { status: 'active', did: null, publicKey: null, registered: false }
const facts: ClaimFacts = { person, wallet, taken: false, byThemself: false, allowed: true }
const mine = { ...person, did: wallet.did, publicKey: wallet.publicKey, registered: true }

const refused = (code: string) => ({ verdict: 'refuse', code })

describe('decideClaim', () => {
  test.each<[string, Partial<ClaimFacts>, object]>([
    ['an unclaimed person', {}, { verdict: 'bind' }],
    ['the same wallet again', { person: mine }, { verdict: 'bound' }],
    [
      'the same wallet again, by a link that is spent',
      { person: mine, allowed: false },
      { verdict: 'bound' },
    ],
    ['another wallet', { person: { ...mine, did: 'did:vaultys:01bb' } }, refused('already-claimed')],
    [
      'the same name and another key',
      { person: { ...mine, publicKey: 'BBBB' } },
      refused('identity-differs'),
    ],
    ['someone else has it', { taken: true }, refused('did-taken')],
    ['a disabled person', { person: { ...person, status: 'disabled' } }, refused('person-disabled')],
    [
      'a disabled person with this wallet',
      { person: { ...mine, status: 'disabled' } },
      refused('person-disabled'),
    ],
    ['a link that was revoked', { allowed: false }, refused('link-ended')],
    ['an account with a password', { person: { ...person, registered: true } }, refused('already-claimed')],
    [
      'an account with a password, by themself',
      { person: { ...person, registered: true }, byThemself: true },
      { verdict: 'bind' },
    ],
  ])('%s', (_name, over, verdict) => {
    expect(decideClaim({ ...facts, ...over })).toEqual(verdict)
  })

  test('never binds what is bound, taken, disabled or no longer allowed', () => {
    const text = fc.constantFrom(null, wallet.did, 'did:vaultys:01bb')
    const anyone = fc.record({
      status: fc.constantFrom('active', 'disabled'),
      did: text,
      publicKey: fc.constantFrom(null, 'AAAA', 'BBBB'),
      registered: fc.boolean(),
    })
    const anything = fc.record({
      person: anyone,
      taken: fc.boolean(),
      byThemself: fc.boolean(),
      allowed: fc.boolean(),
    })
    fc.assert(
      fc.property(anything, (over) => {
        if (decideClaim({ ...over, wallet }).verdict !== 'bind') return
        expect(over).toMatchObject({ taken: false, allowed: true, person: { status: 'active', did: null } })
        expect(over.person.registered && !over.byThemself).toBe(false)
      }),
    )
  })
})

test('a wallet signs in its own active person alone', () => {
  expect(refuseLogin({ status: 'active', publicKey: 'AAAA' }, wallet)).toBeNull()
  expect(refuseLogin({ status: 'disabled', publicKey: 'AAAA' }, wallet)).toBe('person-disabled')
  expect(refuseLogin({ status: 'active', publicKey: 'BBBB' }, wallet)).toBe('identity-differs')
  expect(refuseLogin({ status: 'active', publicKey: null }, wallet)).toBe('identity-differs')
})
