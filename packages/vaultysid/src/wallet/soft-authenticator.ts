import { x25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { AuthenticatorAlgorithm } from '../algorithms.ts'
import { readAuthenticatorKey } from '../authenticator-key.ts'
import { toBase64Url } from '../base64.ts'
import type { IdentityVersion } from '../identity.ts'
import type { SigningIdentity } from '../signing-identity.ts'
import { writeMap } from '../write-msgpack.ts'
import { authenticatorKeys, type AuthenticatorKeys } from './authenticator-keys.ts'
import {
  identityOfSecret,
  readAuthenticatorSecret,
  writeAuthenticatorSecret,
  type AuthenticatorSecret,
} from './authenticator-secret.ts'

const INTERNAL_TRANSPORT = 1
const P256_SEED_BYTES = 48

/** The page that asks. */
interface Asking {
  readonly origin?: string
  readonly rpId?: string
}

/**
 * A WebAuthn authenticator in software: identities of types 3 and 4 whose signatures say that the person was there
 * and was verified. It counts nothing and answers the same digest with the same signature.
 */
export function softAuthenticator(
  options: Asking & {
    readonly type: 3 | 4
    readonly algorithm: AuthenticatorAlgorithm
    readonly version: IdentityVersion
    /** 32 bytes that every key is derived from. */
    readonly entropy: Uint8Array
  },
): SigningIdentity {
  const { type, algorithm, version, entropy } = options
  const seed = sha512(entropy)
  const privateKey =
    algorithm === 'fido2-es256'
      ? p256.utils.randomSecretKey(seed.slice(0, P256_SEED_BYTES))
      : seed.slice(0, 32)
  const keys = authenticatorKeys(algorithm, privateKey)
  const encryptionSecret = sha256(seed)
  const secret: AuthenticatorSecret = {
    type,
    version,
    credentialId: sha256(keys.coseKey),
    transports: INTERNAL_TRANSPORT,
    coseKey: keys.coseKey,
    encryption: type === 3 ? encryptionSecret : x25519.getPublicKey(encryptionSecret),
  }
  return toSigningIdentity(secret, keys, options)
}

/** The same from what a wallet stored, and the authenticator's private key (32 bytes). Throws `bad-identity`. */
export function restoreAuthenticator(
  options: Asking & { readonly secret: Uint8Array; readonly privateKey: Uint8Array },
): SigningIdentity {
  const secret = readAuthenticatorSecret(options.secret)
  const { algorithm } = readAuthenticatorKey(secret.coseKey)
  return toSigningIdentity(secret, authenticatorKeys(algorithm, options.privateKey), options)
}

function toSigningIdentity(
  secret: AuthenticatorSecret,
  keys: AuthenticatorKeys,
  asking: Asking,
): SigningIdentity {
  return {
    identity: identityOfSecret(secret),
    secret: writeAuthenticatorSecret(secret),
    sign: (digest) => assert(digest, keys, asking),
    toVersion: (version) => toSigningIdentity({ ...secret, version }, keys, asking),
  }
}

/** What `navigator.credentials.get` answers, in the map a wallet sends (WebAuthn level 2, 7.2). */
function assert(digest: Uint8Array, keys: AuthenticatorKeys, asking: Asking): Uint8Array {
  const { origin = 'https://wallet.example', rpId = 'wallet.example' } = asking
  const challenge = toBase64Url(sha256(digest))
  const clientData = utf8ToBytes(
    JSON.stringify({ type: 'webauthn.get', challenge, origin, crossOrigin: false }),
  )
  const presentAndVerified = 0x05
  const counter = new Uint8Array(4)
  const authenticatorData = concatBytes(sha256(utf8ToBytes(rpId)), Uint8Array.of(presentAndVerified), counter)
  const signature = keys.sign(concatBytes(authenticatorData, sha256(clientData)))
  return writeMap([
    ['s', signature],
    ['c', clientData],
    ['a', authenticatorData],
  ])
}
