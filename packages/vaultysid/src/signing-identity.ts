import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import type { SoftwareAlgorithm } from './algorithms.ts'
import { toId, type IdentityVersion, type WalletIdentity } from './identity.ts'
import { ProtocolError } from './protocol-error.ts'
import { readMap, type Value, type ValueMap } from './read-msgpack.ts'
import { keysFromSeed, SEED_BYTES, type SoftwareKeys } from './software-keys.ts'
import { writeMap } from './write-msgpack.ts'

type SoftwareType = 0 | 1 | 2

/** An identity together with what it takes to sign for it. */
export interface SigningIdentity {
  readonly identity: WalletIdentity
  /** Everything needed to build it again, with `identityFromSecret`. To be kept sealed. */
  readonly secret: Uint8Array
  /** Signs the 32 bytes of a digest. */
  sign(digest: Uint8Array): Uint8Array
  toVersion(version: IdentityVersion): SigningIdentity
}

interface Origin {
  readonly type: SoftwareType
  readonly algorithm: SoftwareAlgorithm
  readonly version: IdentityVersion
  readonly seed: Uint8Array
}

/** A new identity from fresh random bytes, 32 of them. */
export function identityFromEntropy(options: {
  readonly type: SoftwareType
  readonly algorithm: SoftwareAlgorithm
  readonly version: IdentityVersion
  readonly entropy: Uint8Array
}): SigningIdentity {
  const { entropy, ...rest } = options
  const origin = { ...rest, seed: sha512(entropy) }
  return toSigningIdentity(origin, keysFromSeed(origin.algorithm, origin.seed))
}

/** Builds an identity of types 0 to 2 from its secret; the others sign in their authenticator. Throws `bad-identity`. */
export function identityFromSecret(secret: Uint8Array): SigningIdentity {
  const origin = readSecret(secret)
  return toSigningIdentity(origin, keysFromSeed(origin.algorithm, origin.seed))
}

function toSigningIdentity(origin: Origin, keys: SoftwareKeys): SigningIdentity {
  const { type, algorithm, version } = origin
  const { signingKey, encryptionKey } = keys
  const parts = { type, algorithm, signingKey, encryptionKey }
  return {
    identity: { ...parts, version, id: toId(parts, version) },
    secret: writeSecret(origin),
    sign: keys.sign,
    toVersion: (other) => toSigningIdentity({ ...origin, version: other }, keys),
  }
}

/** Type byte and a map, whose fields differ by algorithm. */
function writeSecret({ type, algorithm, version, seed }: Origin): Uint8Array {
  const fields: Record<SoftwareAlgorithm, readonly (readonly [string, Value])[]> = {
    ed25519: [
      ['x', seed.subarray(0, 32)],
      ['e', seed.subarray(32)],
    ],
    mldsa87: [['s', seed]],
    hybrid: [
      ['alg', 'hybrid'],
      ['s', seed],
    ],
  }
  return concatBytes(Uint8Array.of(type), writeMap([['v', version], ...fields[algorithm]]))
}

function readSecret(secret: Uint8Array): Origin {
  const type = secret[0]
  const body = readBody(secret)
  const version = body.get('v')
  if (type !== 0 && type !== 1 && type !== 2) throw badSecret()
  if (version !== 0 && version !== 1) throw badSecret()
  if (body.has('x')) {
    const seed = concatBytes(bytesOf(body, 'x', 32), bytesOf(body, 'e', 32))
    return { type, version, algorithm: 'ed25519', seed }
  }
  const algorithm = body.get('alg') === 'hybrid' ? 'hybrid' : 'mldsa87'
  if (algorithm === 'mldsa87' && body.has('alg')) throw badSecret()
  return { type, version, algorithm, seed: bytesOf(body, 's', SEED_BYTES) }
}

function readBody(secret: Uint8Array): ValueMap {
  try {
    return readMap(secret.subarray(1))
  } catch {
    throw badSecret()
  }
}

function bytesOf(body: ValueMap, name: string, length: number): Uint8Array {
  const value = body.get(name)
  if (value instanceof Uint8Array && value.length === length) return value
  throw badSecret()
}

function badSecret(): ProtocolError {
  return new ProtocolError('bad-identity', 'The secret is not that of an identity whose key is in software.')
}
