import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'
import type { SoftwareAlgorithm } from './algorithms.ts'

export interface SoftwareKeys {
  readonly signingKey: Uint8Array
  readonly encryptionKey: Uint8Array
  /** Gives the same signature for the same digest. */
  sign(digest: Uint8Array): Uint8Array
}

export const SEED_BYTES = 64

/** `seed` has 64 bytes: 32 that the signing keys come from, then the X25519 secret. */
export function keysFromSeed(algorithm: SoftwareAlgorithm, seed: Uint8Array): SoftwareKeys {
  const signing = seed.slice(0, 32)
  const encryptionKey = x25519.getPublicKey(seed.subarray(32))
  switch (algorithm) {
    case 'ed25519':
      return {
        signingKey: ed25519.getPublicKey(signing),
        encryptionKey,
        sign: (digest) => ed25519.sign(digest, signing),
      }
    case 'mldsa87': {
      const keys = ml_dsa87.keygen(signing)
      return {
        signingKey: keys.publicKey,
        encryptionKey,
        sign: (digest) => signMldsa87(digest, keys.secretKey),
      }
    }
    case 'hybrid':
      return { ...hybridKeys(signing), encryptionKey }
  }
}

/** The deterministic variant of FIPS 204: nothing here draws random numbers. */
export function signMldsa87(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return ml_dsa87.sign(message, secretKey, { extraEntropy: false })
}

function hybridKeys(signing: Uint8Array): Omit<SoftwareKeys, 'encryptionKey'> {
  const stretched = sha512(signing)
  const postQuantum = ml_dsa87.keygen(stretched.slice(0, 32))
  const classical = stretched.slice(32)
  return {
    signingKey: concatBytes(ed25519.getPublicKey(classical), postQuantum.publicKey),
    sign(digest) {
      const first = ed25519.sign(digest, classical)
      return concatBytes(first, signMldsa87(concatBytes(digest, first), postQuantum.secretKey))
    },
  }
}
