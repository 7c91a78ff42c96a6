import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'
import { describe, expect, test } from 'vitest'
import { verifyEd25519 } from './raw-signatures.ts'
import { toDigest, toPrefixedDigest, verifySignature } from './signature.ts'
import { signMldsa87 } from './software-keys.ts'
import { bytes, sampleWallet } from './testing/sample-exchange.ts'

const DIGEST = toDigest(bytes(20, 1))

test('the two schemes sign different digests', () => {
  expect(toPrefixedDigest(bytes(77, 1), bytes(20, 1))).not.toEqual(DIGEST)
})

describe.each(['ed25519', 'mldsa87', 'hybrid'] as const)('a signature of %s', (algorithm) => {
  const signer = sampleWallet(algorithm)
  const signature = signer.sign(DIGEST)
  const verifies = (given: Uint8Array) =>
    verifySignature({ identity: signer.identity, digest: DIGEST, signature: given })

  test('verifies, in its length alone', () => {
    expect(verifies(signature)).toBe(true)
    expect(verifies(signature.subarray(0, -1))).toBe(false)
    expect(verifies(concatBytes(signature, bytes(1, 0)))).toBe(false)
    expect(verifies(new Uint8Array())).toBe(false)
  })

  test('is the same at either version', () => {
    expect(signer.toVersion(0).sign(DIGEST)).toEqual(signature)
  })
})

test('Ed25519 is verified strictly: under the identity point anyone could sign', () => {
  const anyone = concatBytes(ed25519.Point.BASE.toBytes(), Uint8Array.of(1), bytes(31, 0))
  const key = ed25519.Point.ZERO.toBytes()
  expect(ed25519.verify(anyone, DIGEST, key, { zip215: true })).toBe(true)
  expect(verifyEd25519(anyone, DIGEST, key)).toBe(false)
})

test('a hybrid needs its classical half, even when the other half covers what stands there', () => {
  const { identity, sign } = sampleWallet('hybrid')
  const seed = sha512(sha512(bytes(32, 2)).subarray(0, 32)).slice(0, 32)
  const { secretKey } = ml_dsa87.keygen(seed)
  const pair = (first: Uint8Array) => concatBytes(first, signMldsa87(concatBytes(DIGEST, first), secretKey))
  const genuine = sign(DIGEST).subarray(0, 64)
  expect(verifySignature({ identity, digest: DIGEST, signature: pair(genuine) })).toBe(true)
  expect(verifySignature({ identity, digest: DIGEST, signature: pair(bytes(64, 1)) })).toBe(false)
})
