import { concatBytes } from '@noble/hashes/utils.js'
import { isInit, parseCertificate } from './certificate.ts'
import {
  checkLiveliness,
  checkPurpose,
  checkWalletMetadata,
  NONCE_BYTES,
  parseSide,
  refuseSelf,
  type Service,
} from './exchange-checks.ts'
import { toVersion, type WalletIdentity } from './identity.ts'
import { ProtocolError } from './protocol-error.ts'
import { toDigest } from './signature.ts'
import type { SigningIdentity } from './signing-identity.ts'
import { writeCertificate, writeUnsigned } from './write-certificate.ts'

export interface Answer {
  /** To be stored exactly and sent back. */
  readonly step1: Uint8Array
  /** Who the wallet says it is, at version 1. Nothing is proven before COMPLETE. */
  readonly wallet: WalletIdentity
  /** The wallet's clock, milliseconds since 1970. */
  readonly timestamp: number
  /** What the wallet wrote. It decides nothing: what an exchange is for is known to whoever opened it. */
  readonly service: Service
}

/**
 * Answers the wallet's first message. Types of identity are not judged: ask `isPerson`. Throws ProtocolError with the
 * code of the first check that fails.
 */
export function answerInit(call: {
  readonly server: SigningIdentity
  readonly message: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: number
  /** 16 fresh random bytes. */
  readonly nonce: Uint8Array
}): Answer {
  if (call.nonce.length !== NONCE_BYTES) throw new RangeError('The nonce must have 16 bytes.')
  const init = parseCertificate(call.message)
  if (!isInit(init)) {
    throw new ProtocolError('unexpected-state', 'The first message has the fields of a later one.')
  }
  checkLiveliness(init, call.now)
  const service = checkPurpose(init)
  if (init.nonce.length !== NONCE_BYTES) {
    throw new ProtocolError('bad-nonce', 'The nonce does not have 16 bytes.')
  }
  checkWalletMetadata(init)
  const wallet = parseSide(init.pk1, init)
  const server = call.server.toVersion(init.version)
  refuseSelf(wallet, server.identity)
  const answer = { ...init, pk2: server.identity.id, nonce: concatBytes(init.nonce, call.nonce) }
  const sign2 = server.sign(toDigest(writeUnsigned(answer)))
  return {
    step1: writeCertificate({ ...answer, sign2 }),
    wallet: toVersion(wallet, 1),
    timestamp: init.timestamp,
    service,
  }
}
