import {
  identityFromEntropy,
  identityFromSecret,
  toAccountDid,
  toFingerprint,
  type SigningIdentity,
} from '@rollcall/vaultysid'
import type { StoredWallet, WalletAlgorithm } from './wallet-store.ts'

/** The type byte of a person's identity. */
const PERSON = 1

/** A new identity of a person. */
export function makeWallet(name: string, algorithm: WalletAlgorithm): StoredWallet {
  const entropy = crypto.getRandomValues(new Uint8Array(32))
  const { identity, secret } = identityFromEntropy({ type: PERSON, algorithm, version: 1, entropy })
  return {
    id: toUuid(),
    name,
    algorithm,
    did: toAccountDid(identity),
    fingerprint: toFingerprint(identity),
    secret: btoa(String.fromCharCode(...secret)),
    usedAt: null,
  }
}

/** The identity that can sign. */
export function openWallet({ secret }: Pick<StoredWallet, 'secret'>): SigningIdentity {
  return identityFromSecret(Uint8Array.from(atob(secret), (character) => character.charCodeAt(0)))
}

/** `crypto.randomUUID` is missing where the demo is reached over plain http from another machine. */
function toUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
