import { equalBytes } from '@noble/curves/utils.js'
import type { Certificate } from '../certificate.ts'
import { PROTOCOL, type Service } from '../exchange-checks.ts'
import type { IdentityVersion } from '../identity.ts'
import { toDigest, toPrefixedDigest } from '../signature.ts'
import type { SigningIdentity } from '../signing-identity.ts'
import { writeCertificate, writeUnsigned } from '../write-certificate.ts'
import { checkAnswer } from './check-answer.ts'

export interface ExchangeOptions {
  readonly wallet: SigningIdentity
  readonly service: Service
  /** 1 when it is not said. */
  readonly version?: IdentityVersion
  /** What the wallet says about itself: at most 16 short texts. */
  readonly metadata?: Readonly<Record<string, string>>
  /** DID of the server that is expected, at version 1; without it any server will do. */
  readonly did?: string
  /** How a version 0 certificate is signed, `v0` when it is not said; version 1 knows one way. */
  readonly scheme?: 'v0' | 'v1'
}

export interface WalletExchange {
  /** First message. */
  readonly init: Uint8Array
  /** Checks the server's answer and gives the last message. Throws ProtocolError. */
  complete(step1: Uint8Array): Uint8Array
  /** Whether a relay gave our last message back: the exchange is over and accepted. */
  accepts(echo: Uint8Array): boolean
}

/** The wallet's side of an exchange, without clock and randomness of its own. */
export function startExchange(
  call: ExchangeOptions & {
    /** Milliseconds since 1970. */
    readonly now: number
    /** 16 random bytes. */
    readonly nonce: Uint8Array
  },
): WalletExchange {
  const wallet = call.wallet.toVersion(call.version ?? 1)
  const sent: Certificate = {
    version: wallet.identity.version,
    protocol: PROTOCOL,
    service: call.service,
    timestamp: call.now,
    pk1: wallet.identity.id,
    nonce: call.nonce,
    metadata: new Map(call.metadata ? [['pk1', new Map(Object.entries(call.metadata))]] : []),
  }
  let last: Uint8Array | undefined
  return {
    init: writeCertificate(sent),
    complete(message) {
      const step1 = checkAnswer({ init: sent, message, did: call.did })
      const unsigned = writeUnsigned(step1)
      const prefixed = sent.version === 0 && call.scheme !== 'v1'
      const digest = prefixed ? toPrefixedDigest(sent.pk1, unsigned) : toDigest(unsigned)
      last = writeCertificate({ ...step1, sign1: wallet.sign(digest) })
      return last
    },
    accepts: (echo) => last !== undefined && equalBytes(echo, last),
  }
}
