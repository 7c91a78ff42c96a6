import { concatBytes } from '@noble/hashes/utils.js'
import { ED25519_KEY_BYTES, MLDSA87_KEY_BYTES, type AuthenticatorAlgorithm } from './algorithms.ts'
import { readCoseKey } from './cose-key.ts'
import { ProtocolError } from './protocol-error.ts'

const COORDINATE_BYTES = 32

export interface AuthenticatorKey {
  readonly algorithm: AuthenticatorAlgorithm
  readonly signingKey: Uint8Array
}

/**
 * The public key an authenticator signs with. Key type and algorithm decide (IANA COSE registry; key type 4 is for
 * private use); the curve label is not relied on, because some write a wrong one. Throws `bad-identity`.
 */
export function readAuthenticatorKey(coseKey: Uint8Array): AuthenticatorKey {
  const labels = readCoseKey(coseKey)
  switch (`${String(labels.get(1))} ${String(labels.get(3))}`) {
    case '1 -8':
      return { algorithm: 'fido2-eddsa', signingKey: bytesOf(labels.get(-2), ED25519_KEY_BYTES) }
    case '2 -7': {
      const x = bytesOf(labels.get(-2), COORDINATE_BYTES)
      const y = bytesOf(labels.get(-3), COORDINATE_BYTES)
      return { algorithm: 'fido2-es256', signingKey: concatBytes(Uint8Array.of(4), x, y) }
    }
    case '4 -48':
      return { algorithm: 'fido2-mldsa87', signingKey: bytesOf(labels.get(-101), MLDSA87_KEY_BYTES) }
    default:
      throw new ProtocolError('bad-identity', "The authenticator's key is for an algorithm that is not used.")
  }
}

function bytesOf(value: number | Uint8Array | undefined, length: number): Uint8Array {
  if (value instanceof Uint8Array && value.length === length) return value
  throw new ProtocolError('bad-identity', "The authenticator's key does not have the size of its algorithm.")
}
