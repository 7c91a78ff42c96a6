import { equalBytes } from '@noble/curves/utils.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { keyParts } from './algorithms.ts'
import type { Certificate } from './certificate.ts'
import { parseIdentity, type WalletIdentity } from './identity.ts'
import { ProtocolError } from './protocol-error.ts'
import { isMap } from './read-msgpack.ts'
import { toDigest, toPrefixedDigest, verifySignature } from './signature.ts'
import type { AllowedOrigin } from './webauthn-assertion.ts'

export type Service = 'auth' | 'register'

export const PROTOCOL = 'p2p'
export const NONCE_BYTES = 16

const LIVELINESS_MS = 60_000
const MAX_METADATA_ENTRIES = 16
const MAX_METADATA_KEY_BYTES = 64
const MAX_METADATA_VALUE_BYTES = 256

/** Less than a minute away on either side. */
export function checkLiveliness({ timestamp }: Certificate, now: number): void {
  if (timestamp > now - LIVELINESS_MS && timestamp < now + LIVELINESS_MS) return
  throw new ProtocolError('stale', "The wallet's clock is a minute or more away from ours.")
}

export function checkPurpose({ protocol, service }: Certificate): Service {
  if (protocol !== PROTOCOL) throw new ProtocolError('bad-protocol', 'The message is of another protocol.')
  if (service === 'auth' || service === 'register') return service
  throw new ProtocolError('bad-service', 'The message asks for a service that is not offered.')
}

/** What a wallet may say about itself: nothing but short texts, and never in our name. */
export function checkWalletMetadata({ metadata }: Certificate): void {
  if (metadata.has('pk2')) {
    throw new ProtocolError('metadata-preset', "The message holds metadata in the server's name.")
  }
  const own = metadata.get('pk1')
  const known = metadata.size === (metadata.has('pk1') ? 1 : 0)
  if (known && own === undefined) return
  if (!known || !isMap(own) || own.size > MAX_METADATA_ENTRIES || ![...own].every(isShortText)) {
    throw new ProtocolError('malformed', 'The message holds metadata that is not a few short texts.')
  }
}

function isShortText([key, value]: readonly [string, unknown]): boolean {
  return (
    typeof value === 'string' &&
    utf8ToBytes(key).length <= MAX_METADATA_KEY_BYTES &&
    utf8ToBytes(value).length <= MAX_METADATA_VALUE_BYTES
  )
}

/** The identity of one side, which is written at the version of the certificate. */
export function parseSide(id: Uint8Array, { version }: Certificate): WalletIdentity {
  const identity = parseIdentity(id)
  if (identity.version === version) return identity
  throw new ProtocolError('identity-version-mismatch', 'The identity is written at another version.')
}

/**
 * Both signatures cover the same bytes, so one side's could be given back as the other's. It would pass under any
 * identity that carries a key of ours, whatever its version, type or encryption key.
 */
export function refuseSelf(wallet: WalletIdentity, server: WalletIdentity): void {
  const ours = keyParts(server)
  if (keyParts(wallet).some((part) => ours.some((own) => equalBytes(part, own)))) {
    throw new ProtocolError('self-identity', "The wallet's identity carries the server's key.")
  }
}

/** Whether the identity signed the certificate: version 1 knows one scheme, signers of version 0 use either. */
export function verifySide(call: {
  /** As it stands in the certificate. */
  readonly identity: WalletIdentity
  readonly unsigned: Uint8Array
  readonly signature: Uint8Array
  readonly origins?: readonly AllowedOrigin[] | undefined
}): boolean {
  const { identity, unsigned, signature, origins } = call
  const signed = (digest: Uint8Array) => verifySignature({ identity, digest, signature, origins })
  return (
    signed(toDigest(unsigned)) || (identity.version === 0 && signed(toPrefixedDigest(identity.id, unsigned)))
  )
}
