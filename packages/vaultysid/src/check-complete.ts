import { equalBytes } from '@noble/curves/utils.js'
import { asComplete, asStep1, parseCertificate, type Complete, type Step1 } from './certificate.ts'
import { toDid } from './did.ts'
import { checkLiveliness, parseSide, refuseSelf, verifySide } from './exchange-checks.ts'
import { toVersion, type WalletIdentity } from './identity.ts'
import { ProtocolError, type OutcomeCode } from './protocol-error.ts'
import { equalValues } from './read-msgpack.ts'
import { toDigest, verifySignature } from './signature.ts'
import type { SigningIdentity } from './signing-identity.ts'
import type { AllowedOrigin } from './webauthn-assertion.ts'
import { writeUnsigned } from './write-certificate.ts'

export interface Completed {
  /** At version 1. */
  readonly wallet: WalletIdentity
  /** At version 1: the account key. */
  readonly did: string
  /** COMPLETE as received; it can be verified again with `verifyCertificate`. */
  readonly certificate: Uint8Array
}

/**
 * Checks the wallet's last message against the answer it was given. When this returns, the wallet holds the key of
 * `did`. Throws ProtocolError with the code of the first check that fails.
 */
export function checkComplete(call: {
  readonly server: SigningIdentity
  /** As it was sent. */
  readonly step1: Uint8Array
  readonly message: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: number
  /** Where authenticators may be asked to sign; the protocol leaves it open, so without a list anywhere. */
  readonly origins?: readonly AllowedOrigin[]
}): Completed {
  const sent = asStep1(parseCertificate(call.step1))
  const complete = asComplete(parseCertificate(call.message))
  if (!sent || !complete) {
    throw new ProtocolError('unexpected-state', 'The second message does not have the fields of the last.')
  }
  const server = call.server.toVersion(sent.version).identity
  refuseChanges(sent, complete, server)
  const identity = parseSide(complete.pk1, complete)
  refuseSelf(identity, server)
  checkLiveliness(complete, call.now)
  const unsigned = writeUnsigned(complete)
  if (!isOurSignature(sent, complete, server, unsigned)) {
    throw new ProtocolError('bad-sign2', "The server's signature is not the one that was sent.")
  }
  if (!verifySide({ identity, unsigned, signature: complete.sign1, origins: call.origins })) {
    throw new ProtocolError('bad-sign1', "The wallet's signature does not verify.")
  }
  const wallet = toVersion(identity, 1)
  return { wallet, did: toDid(wallet), certificate: new Uint8Array(call.message) }
}

/** Everything but the signatures comes back as it was sent. */
function refuseChanges(sent: Step1, complete: Complete, server: WalletIdentity): void {
  const checks: readonly (readonly [OutcomeCode, boolean])[] = [
    ['bad-version', complete.version === sent.version],
    ['context-changed', complete.protocol === sent.protocol && complete.service === sent.service],
    ['timestamp-changed', complete.timestamp === sent.timestamp],
    ['pk1-changed', equalBytes(complete.pk1, sent.pk1)],
    ['pk2-changed', equalBytes(complete.pk2, sent.pk2) && equalBytes(sent.pk2, server.id)],
    ['nonce-changed', equalBytes(complete.nonce, sent.nonce)],
    ['metadata-changed', equalValues(complete.metadata, sent.metadata)],
  ]
  const changed = checks.find(([, same]) => !same)
  if (changed) throw new ProtocolError(changed[0], 'The second message differs from what was answered.')
}

/** Metadata in another order is the same metadata, but our signature of version 1 does not cover it. */
function isOurSignature(
  sent: Step1,
  complete: Complete,
  server: WalletIdentity,
  unsigned: Uint8Array,
): boolean {
  if (equalBytes(complete.sign2, sent.sign2) && equalBytes(unsigned, writeUnsigned(sent))) return true
  return verifySignature({ identity: server, digest: toDigest(unsigned), signature: complete.sign2 })
}
