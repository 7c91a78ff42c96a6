import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { ED25519_KEY_BYTES, type SigningKey } from './algorithms.ts'
import { ProtocolError } from './protocol-error.ts'

/** Throws `weak-key` for a key that is no point of its curve, or under which a signature proves nothing. */
export function refuseWeakKey(key: SigningKey): void {
  if (!isSound(key)) throw new ProtocolError('weak-key', "The identity's signing key is not a sound point.")
}

function isSound({ algorithm, signingKey }: SigningKey): boolean {
  switch (algorithm) {
    case 'ed25519':
    case 'hybrid':
    case 'fido2-eddsa':
      return isSoundEd25519Key(signingKey.subarray(0, ED25519_KEY_BYTES))
    case 'fido2-es256':
      return p256.utils.isValidPublicKey(signingKey, false)
    case 'mldsa87':
    case 'fido2-mldsa87':
      return true
  }
}

/** Canonical encoding, and not of small order: under those anyone can sign. */
function isSoundEd25519Key(key: Uint8Array): boolean {
  try {
    return !ed25519.Point.fromBytes(key, false).isSmallOrder()
  } catch {
    return false
  }
}
