import { equalBytes } from '@noble/curves/utils.js'
import { concatBytes } from '@noble/hashes/utils.js'
import type { Algorithm, SoftwareAlgorithm } from './algorithms.ts'
import { ED25519_KEY_BYTES, MLDSA87_KEY_BYTES } from './algorithms.ts'
import { readAuthenticatorKey } from './authenticator-key.ts'
import { refuseWeakKey } from './curve-points.ts'
import { ProtocolError } from './protocol-error.ts'
import { readMap, type ValueMap } from './read-msgpack.ts'
import { writeMap } from './write-msgpack.ts'

export type IdentityType = 0 | 1 | 2 | 3 | 4
export type IdentityVersion = 0 | 1

/** A parsed public identity. `id` is the bytes it stands for, type byte first. */
export type WalletIdentity = {
  /** 0 machine, 1 person, 2 organization, 3 security key or passkey, 4 passkey with PRF. */
  readonly type: IdentityType
  /** Serialization version of `id`. */
  readonly version: IdentityVersion
  readonly algorithm: Algorithm
  readonly id: Uint8Array
  /** ed25519 32, mldsa87 2592, hybrid 32 + 2592 bytes; es256 the uncompressed point, 65 bytes. */
  readonly signingKey: Uint8Array
  /** X25519, 32 bytes. */
  readonly encryptionKey: Uint8Array
  /** The COSE_Key as the authenticator gave it; types 3 and 4 alone. */
  readonly coseKey?: Uint8Array
}

type IdentityKeys = Omit<WalletIdentity, 'id' | 'version'>

const MAX_ID_BYTES = 8192
const MAX_COSE_BYTES = 4096
const ENCRYPTION_KEY_BYTES = 32

/** Total length of an id of types 0 to 2, which names its algorithm. */
const SOFTWARE_LENGTHS: ReadonlyMap<number, { algorithm: SoftwareAlgorithm; keyBytes: number }> = new Map([
  [77, { algorithm: 'ed25519', keyBytes: ED25519_KEY_BYTES }],
  [2638, { algorithm: 'mldsa87', keyBytes: MLDSA87_KEY_BYTES }],
  [2670, { algorithm: 'hybrid', keyBytes: ED25519_KEY_BYTES + MLDSA87_KEY_BYTES }],
])

/** Reads an id. Throws `bad-identity`, or `weak-key` for a key that anyone could sign under. */
export function parseIdentity(id: Uint8Array): WalletIdentity {
  if (id.length > MAX_ID_BYTES) throw badIdentity('is too long')
  const type = parseType(id[0])
  const body = readBody(id.subarray(1))
  const version = parseVersion(type, body)
  const keys = type < 3 ? readSoftwareKeys(type, body, id.length) : readAuthenticatorKeys(type, body)
  const identity = { ...keys, version, id: new Uint8Array(id) }
  // Types 3 and 4 may carry more than we know, so only the others have one spelling.
  if (type < 3 && !equalBytes(toId(keys, version), id)) throw badIdentity('is not written as it must be')
  if (type === 3 && version === 0) toId(keys, version)
  refuseWeakKey(keys)
  return identity
}

/**
 * The same keys written at a version, in the one spelling it has: id, DID and fingerprint change. Throws
 * `bad-identity` for a key that version 0 has no room for.
 */
export function toVersion(identity: WalletIdentity, version: IdentityVersion): WalletIdentity {
  return { ...identity, version, id: toId(identity, version) }
}

/** Types 1, 3 and 4: a human holds the key. */
export function isPerson(identity: WalletIdentity): boolean {
  return identity.type === 1 || identity.type === 3 || identity.type === 4
}

/** The id of keys at a version. */
export function toId(keys: IdentityKeys, version: IdentityVersion): Uint8Array {
  const { type, coseKey, encryptionKey } = keys
  if (type === 3 && coseKey && version === 0) return toSecurityKeyId(coseKey, encryptionKey)
  const key = coseKey ? (['c', coseKey] as const) : (['x', keys.signingKey] as const)
  return concatBytes(Uint8Array.of(type), writeMap([['v', version], key, ['e', encryptionKey]]))
}

/** Type 3 at version 0 was written by hand: two-byte lengths of which the first is always zero. */
function toSecurityKeyId(coseKey: Uint8Array, encryptionKey: Uint8Array): Uint8Array {
  if (coseKey.length > 0xff) throw badIdentity('has a key that version 0 has no room for')
  return concatBytes(
    Uint8Array.of(3, 0x83, 0xa1, 0x76, 0, 0xa1, 0x63, 0xc5, 0, coseKey.length),
    coseKey,
    Uint8Array.of(0xa1, 0x65, 0xc5, 0, ENCRYPTION_KEY_BYTES),
    encryptionKey,
  )
}

function parseType(byte: number | undefined): IdentityType {
  if (byte === 0 || byte === 1 || byte === 2 || byte === 3 || byte === 4) return byte
  throw badIdentity('is of a type that is not known')
}

function parseVersion(type: IdentityType, body: ValueMap): IdentityVersion {
  const version = body.get('v') ?? (type >= 3 && !body.has('v') ? 0 : undefined)
  if (version === 0 || version === 1) return version
  throw badIdentity('is of a version that is not known')
}

function readBody(body: Uint8Array): ValueMap {
  try {
    return readMap(body)
  } catch (error) {
    throw error instanceof ProtocolError ? badIdentity('cannot be read') : error
  }
}

function readSoftwareKeys(type: IdentityType, body: ValueMap, length: number): IdentityKeys {
  const known = SOFTWARE_LENGTHS.get(length)
  if (!known) throw badIdentity('has a length that no algorithm has')
  const signingKey = bytesOf(body, 'x', known.keyBytes)
  const encryptionKey = bytesOf(body, 'e', ENCRYPTION_KEY_BYTES)
  return { type, algorithm: known.algorithm, signingKey, encryptionKey }
}

function readAuthenticatorKeys(type: IdentityType, body: ValueMap): IdentityKeys {
  const coseKey = body.get('c')
  if (!(coseKey instanceof Uint8Array)) throw badIdentity('has no key')
  if (coseKey.length > MAX_COSE_BYTES) throw badIdentity('has a key that is too long')
  const key = readAuthenticatorKey(coseKey)
  return { type, ...key, encryptionKey: bytesOf(body, 'e', ENCRYPTION_KEY_BYTES), coseKey }
}

function bytesOf(body: ValueMap, name: string, length: number): Uint8Array {
  const value = body.get(name)
  if (value instanceof Uint8Array && value.length === length) return value
  throw badIdentity('has a key of a size that its algorithm does not have')
}

function badIdentity(what: string): ProtocolError {
  return new ProtocolError('bad-identity', `The identity ${what}.`)
}
