import { x25519 } from '@noble/curves/ed25519.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { readAuthenticatorKey } from '../authenticator-key.ts'
import { toId, type IdentityVersion, type WalletIdentity } from '../identity.ts'
import { ProtocolError } from '../protocol-error.ts'
import { readMap } from '../read-msgpack.ts'
import { writeMap } from '../write-msgpack.ts'

/** What a wallet keeps of an identity whose signing key is in an authenticator. */
export interface AuthenticatorSecret {
  readonly type: 3 | 4
  readonly version: IdentityVersion
  readonly credentialId: Uint8Array
  /** Bits for the ways the authenticator can be reached. */
  readonly transports: number
  readonly coseKey: Uint8Array
  /** Type 3: the X25519 secret. Type 4: the public key, whose secret the PRF extension gives. */
  readonly encryption: Uint8Array
}

export function writeAuthenticatorSecret(secret: AuthenticatorSecret): Uint8Array {
  const body = writeMap([
    ['v', secret.version],
    ['f', secret.credentialId],
    ['t', secret.transports],
    ['c', secret.coseKey],
    ['e', secret.encryption],
  ])
  return concatBytes(Uint8Array.of(secret.type), body)
}

/** Throws `bad-identity`. */
export function readAuthenticatorSecret(bytes: Uint8Array): AuthenticatorSecret {
  const type = bytes[0]
  const body = readMap(bytes.subarray(1))
  const version = body.get('v')
  const transports = body.get('t')
  const credentialId = body.get('f')
  const coseKey = body.get('c')
  const encryption = body.get('e')
  if (type !== 3 && type !== 4) throw badSecret()
  if (version !== 0 && version !== 1) throw badSecret()
  if (typeof transports !== 'number' || !(credentialId instanceof Uint8Array)) throw badSecret()
  if (!(coseKey instanceof Uint8Array) || !(encryption instanceof Uint8Array)) throw badSecret()
  return { type, version, credentialId, transports, coseKey, encryption }
}

/** The public identity that belongs to a secret. */
export function identityOfSecret(secret: AuthenticatorSecret): WalletIdentity {
  const { type, version, coseKey, encryption } = secret
  const encryptionKey = type === 3 ? x25519.getPublicKey(encryption) : encryption
  const parts = { type, ...readAuthenticatorKey(coseKey), encryptionKey, coseKey }
  return { ...parts, version, id: toId(parts, version) }
}

function badSecret(): ProtocolError {
  return new ProtocolError('bad-identity', 'The secret is not that of an identity kept in an authenticator.')
}
