import { equalBytes } from '@noble/curves/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { fromAnyBase64 } from './base64.ts'
import { ProtocolError } from './protocol-error.ts'
import { verifyEd25519, verifyMldsa87, verifyP256 } from './raw-signatures.ts'
import { readMap, type ValueMap } from './read-msgpack.ts'
import type { SignedDigest } from './signature.ts'

/** Where an authenticator may be asked to sign: a page's origin and the relying party it names. */
export type AllowedOrigin = { readonly origin: string; readonly rpId: string }

const MAX_ASSERTION_BYTES = 8192
/** Hash of the relying party, flags, counter (WebAuthn level 2, 6.1). */
const MIN_AUTHENTICATOR_DATA_BYTES = 37
const RP_ID_HASH_BYTES = 32
const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04

/**
 * Whether an authenticator signed the digest for a person who was there and was verified. The signature is a msgpack
 * map of `s` signature, `c` clientDataJSON and `a` authenticatorData.
 */
export function verifyAssertion({ identity, digest, signature, origins }: SignedDigest): boolean {
  const parts = readAssertion(signature)
  if (!parts) return false
  const { clientData, authenticatorData } = parts
  const flags = authenticatorData[RP_ID_HASH_BYTES] ?? 0
  if (authenticatorData.length < MIN_AUTHENTICATOR_DATA_BYTES) return false
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) return false
  const origin = originOfRequest(clientData, digest)
  if (origin === undefined) return false
  if (origins && !isAllowed(origins, origin, authenticatorData)) return false
  const signed = concatBytes(authenticatorData, sha256(clientData))
  switch (identity.algorithm) {
    case 'fido2-eddsa':
      return verifyEd25519(parts.signature, signed, identity.signingKey)
    case 'fido2-es256':
      return verifyP256(parts.signature, signed, identity.signingKey)
    case 'fido2-mldsa87':
      return verifyMldsa87(parts.signature, signed, identity.signingKey)
    default:
      return false
  }
}

interface Assertion {
  readonly signature: Uint8Array
  readonly clientData: Uint8Array
  readonly authenticatorData: Uint8Array
}

function readAssertion(bytes: Uint8Array): Assertion | undefined {
  if (bytes.length > MAX_ASSERTION_BYTES) return undefined
  const map = readMapOrNothing(bytes)
  const signature = map?.get('s')
  const clientData = map?.get('c')
  const authenticatorData = map?.get('a')
  if (!(signature instanceof Uint8Array)) return undefined
  if (!(clientData instanceof Uint8Array)) return undefined
  if (!(authenticatorData instanceof Uint8Array)) return undefined
  return { signature, clientData, authenticatorData }
}

function readMapOrNothing(bytes: Uint8Array): ValueMap | undefined {
  try {
    return readMap(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** The origin that asked for this very signature, empty when it is not said; undefined when something else was asked. */
function originOfRequest(clientData: Uint8Array, digest: Uint8Array): string | undefined {
  const request = parseJson(clientData)
  if (typeof request !== 'object' || request === null) return undefined
  if (textOf(request, 'type') !== 'webauthn.get') return undefined
  const challenge = fromAnyBase64(textOf(request, 'challenge'))
  return challenge && equalBytes(challenge, sha256(digest)) ? textOf(request, 'origin') : undefined
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function textOf(record: object, name: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(record, name)?.value
  return typeof value === 'string' ? value : ''
}

function isAllowed(
  origins: readonly AllowedOrigin[],
  origin: string,
  authenticatorData: Uint8Array,
): boolean {
  const rpIdHash = authenticatorData.subarray(0, RP_ID_HASH_BYTES)
  return origins.some(
    (allowed) => allowed.origin === origin && equalBytes(rpIdHash, sha256(utf8ToBytes(allowed.rpId))),
  )
}
