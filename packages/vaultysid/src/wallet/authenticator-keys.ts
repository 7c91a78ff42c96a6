import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa.js'
import type { AuthenticatorAlgorithm } from '../algorithms.ts'
import { signMldsa87 } from '../software-keys.ts'

export interface AuthenticatorKeys {
  /** The COSE_Key as an authenticator gives it at registration. */
  readonly coseKey: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** `privateKey` has 32 bytes: the scalar of P-256, the seed of the others. */
export function authenticatorKeys(
  algorithm: AuthenticatorAlgorithm,
  privateKey: Uint8Array,
): AuthenticatorKeys {
  switch (algorithm) {
    case 'fido2-es256': {
      const point = p256.getPublicKey(privateKey, false)
      const x = point.subarray(1, 33)
      return {
        // Key type 2, algorithm -7, curve 1, x, y.
        coseKey: concatBytes(hexToBytes('a5010203262001215820'), x, hexToBytes('225820'), point.subarray(33)),
        sign: (message) => p256.sign(message, privateKey, { lowS: false, format: 'der' }),
      }
    }
    case 'fido2-eddsa':
      return {
        // Key type 1, algorithm -8, curve 6, x.
        coseKey: concatBytes(hexToBytes('a4010103272006215820'), ed25519.getPublicKey(privateKey)),
        sign: (message) => ed25519.sign(message, privateKey),
      }
    case 'fido2-mldsa87': {
      const keys = ml_dsa87.keygen(privateKey)
      return {
        // Key type 4, algorithm -48, parameter set 5, key.
        coseKey: concatBytes(hexToBytes('a4010403382f3863053864590a20'), keys.publicKey),
        sign: (message) => signMldsa87(message, keys.secretKey),
      }
    }
  }
}
