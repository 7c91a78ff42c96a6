import { isPerson } from '@rollcall/vaultysid'
import { expect, test } from 'vitest'
import { makeWallet, openWallet } from './make-wallet.ts'

test.each(['ed25519', 'hybrid'] as const)('a %s wallet is a person and can be opened again', (algorithm) => {
  const stored = makeWallet('Wallet 1', algorithm)
  const { identity } = openWallet(stored)
  expect(isPerson(identity)).toBe(true)
  expect(identity.algorithm).toBe(algorithm)
  expect(stored.did.replace('did:vaultys:', '').toUpperCase()).toBe(stored.fingerprint.replaceAll(' ', ''))
})

test('no two wallets are alike', () => {
  expect(makeWallet('a', 'ed25519').did).not.toBe(makeWallet('a', 'ed25519').did)
})
