import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'
import { ED25519_SIGNATURE_BYTES, MLDSA87_SIGNATURE_BYTES } from './algorithms.ts'

const P256_RAW_BYTES = 64
const P256_MAX_DER_BYTES = 72

/** RFC 8032 in its strict reading: canonical points, none of small order. */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  return (
    signature.length === ED25519_SIGNATURE_BYTES && ed25519.verify(signature, message, key, { zip215: false })
  )
}

/** FIPS 204, pure, without a context. */
export function verifyMldsa87(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  return signature.length === MLDSA87_SIGNATURE_BYTES && ml_dsa87.verify(signature, message, key)
}

/**
 * ECDSA with SHA-256; DER, or r and s when it has 64 bytes. Authenticators do not normalise s, so both halves of its
 * range count.
 */
export function verifyP256(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  if (signature.length > P256_MAX_DER_BYTES) return false
  const format = signature.length === P256_RAW_BYTES ? 'compact' : 'der'
  return p256.verify(signature, message, key, { lowS: false, format })
}
