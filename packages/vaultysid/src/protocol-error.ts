/** Why an exchange was refused. Goes to the audit log; what a browser is told is coarser and not decided here. */
export type OutcomeCode =
  | 'malformed'
  | 'bad-version'
  | 'bad-protocol'
  | 'bad-service'
  | 'bad-nonce'
  | 'stale'
  | 'bad-identity'
  | 'weak-key'
  | 'identity-version-mismatch'
  | 'self-identity'
  | 'metadata-preset'
  | 'unexpected-state'
  | 'context-changed'
  | 'nonce-changed'
  | 'timestamp-changed'
  | 'pk1-changed'
  | 'pk2-changed'
  | 'metadata-changed'
  | 'bad-sign1'
  | 'bad-sign2'
  | 'decrypt-failed'
  | 'session-expired'
  | 'session-closed'
  | 'not-a-person'

/** The only error that bytes from outside can cause. `message` says what was seen, without the bytes. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  readonly code: OutcomeCode

  constructor(code: OutcomeCode, message: string) {
    super(message)
    this.code = code
  }
}
