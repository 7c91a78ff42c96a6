import { equalBytes } from '@noble/curves/utils.js'
import { asStep1, parseCertificate, type Certificate, type Step1 } from '../certificate.ts'
import { toAccountDid } from '../did.ts'
import { NONCE_BYTES, parseSide, verifySide } from '../exchange-checks.ts'
import { ProtocolError, type OutcomeCode } from '../protocol-error.ts'
import { equalValues } from '../read-msgpack.ts'
import { writeUnsigned } from '../write-certificate.ts'

/** Reads the server's answer as a wallet must, before it signs anything. Throws ProtocolError. */
export function checkAnswer(call: {
  readonly init: Certificate
  readonly message: Uint8Array
  /** DID of the server that is expected, at version 1. */
  readonly did: string | undefined
}): Step1 {
  const { init, message, did } = call
  const step1 = asStep1(parseCertificate(message))
  if (!step1) {
    throw new ProtocolError('unexpected-state', "The server's answer does not have the fields of one.")
  }
  refuseChanges(init, step1)
  const identity = parseSide(step1.pk2, step1)
  if (did !== undefined && toAccountDid(identity) !== did) {
    throw new ProtocolError('pk2-changed', 'Another server answered than the one in the link.')
  }
  if (!verifySide({ identity, unsigned: writeUnsigned(step1), signature: step1.sign2 })) {
    throw new ProtocolError('bad-sign2', "The server's signature does not verify.")
  }
  return step1
}

/** The answer repeats what the wallet said, and adds to it. */
function refuseChanges(init: Certificate, step1: Step1): void {
  const ours = step1.nonce.subarray(0, NONCE_BYTES)
  const checks: readonly (readonly [OutcomeCode, boolean])[] = [
    ['bad-version', step1.version === init.version],
    ['context-changed', step1.protocol === init.protocol && step1.service === init.service],
    ['timestamp-changed', step1.timestamp === init.timestamp],
    ['pk1-changed', equalBytes(step1.pk1, init.pk1)],
    ['bad-nonce', step1.nonce.length === 2 * NONCE_BYTES],
    ['nonce-changed', equalBytes(ours, init.nonce)],
    ['metadata-changed', equalValues(step1.metadata.get('pk1'), init.metadata.get('pk1'))],
  ]
  const changed = checks.find(([, same]) => !same)
  if (changed) throw new ProtocolError(changed[0], "The server's answer differs from what was asked.")
}
