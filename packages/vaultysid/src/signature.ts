import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { ED25519_SIGNATURE_BYTES, keyParts } from './algorithms.ts'
import type { WalletIdentity } from './identity.ts'
import { verifyEd25519, verifyMldsa87 } from './raw-signatures.ts'
import { verifyAssertion, type AllowedOrigin } from './webauthn-assertion.ts'

const CONTEXT = utf8ToBytes('VAULTYS_SIGN')

export interface SignedDigest {
  readonly identity: WalletIdentity
  /** 32 bytes, of `toDigest` or `toPrefixedDigest`. */
  readonly digest: Uint8Array
  readonly signature: Uint8Array
  /** Where authenticators may have been asked; without a list, anywhere. */
  readonly origins?: readonly AllowedOrigin[] | undefined
}

/** What is signed under scheme V1: the hash over a fixed word and the challenge. */
export function toDigest(challenge: Uint8Array): Uint8Array {
  return sha256(concatBytes(CONTEXT, challenge))
}

/** What is signed under scheme V0: the hash over the signer's id, as it stands in the certificate, and the challenge. */
export function toPrefixedDigest(signerId: Uint8Array, challenge: Uint8Array): Uint8Array {
  return sha256(concatBytes(signerId, challenge))
}

/** Whether the identity's key signed the digest. Never throws. */
export function verifySignature(signed: SignedDigest): boolean {
  const { identity, digest, signature } = signed
  switch (identity.algorithm) {
    case 'ed25519':
      return verifyEd25519(signature, digest, identity.signingKey)
    case 'mldsa87':
      return verifyMldsa87(signature, digest, identity.signingKey)
    case 'hybrid':
      return verifyHybrid(signed)
    case 'fido2-eddsa':
    case 'fido2-es256':
    case 'fido2-mldsa87':
      return verifyAssertion(signed)
  }
}

/** The second signature covers the first, so neither half can come from another pair. */
function verifyHybrid({ identity, digest, signature }: SignedDigest): boolean {
  const [classical, postQuantum] = keyParts(identity)
  if (!classical || !postQuantum) return false
  const first = signature.subarray(0, ED25519_SIGNATURE_BYTES)
  const second = signature.subarray(ED25519_SIGNATURE_BYTES)
  return (
    verifyEd25519(first, digest, classical) && verifyMldsa87(second, concatBytes(digest, first), postQuantum)
  )
}
