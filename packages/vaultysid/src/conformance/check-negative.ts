import { answerInit } from '../answer-init.ts'
import { checkComplete } from '../check-complete.ts'
import { ProtocolError, type OutcomeCode } from '../protocol-error.ts'
import { identityFromSecret } from '../signing-identity.ts'
import { bytesOf, expectSame, numberOf, textOf, type VectorEntry } from './vector-entry.ts'

/** One message is taken or refused as the vector says. */
export function checkNegative(entry: VectorEntry): void {
  const outcome = outcomeOf(entry) === 'ok' ? 'accept' : 'reject'
  expectSame('outcome', outcome, textOf(entry, 'expected'))
}

/** `ok`, or the code of the check that refused the message. */
export function outcomeOf(entry: VectorEntry): 'ok' | OutcomeCode {
  const server = identityFromSecret(bytesOf(entry, 'serverSecret'))
  const message = bytesOf(entry, 'message')
  const now = numberOf(entry, 'now')
  try {
    if (textOf(entry, 'phase') === 'init') answerInit({ server, message, now, nonce: new Uint8Array(16) })
    else checkComplete({ server, step1: bytesOf(entry, 'step1'), message, now })
    return 'ok'
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}
