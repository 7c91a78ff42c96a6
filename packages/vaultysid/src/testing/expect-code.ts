import { expect } from 'vitest'
import { ProtocolError, type OutcomeCode } from '../protocol-error.ts'

/** Expects a refusal with this code. */
export function expectCode(run: () => unknown, code: OutcomeCode): void {
  expect(codeOf(run)).toBe(code)
}

/** `ok`, or the code of the refusal; anything else that is thrown goes on. */
export function codeOf(run: () => unknown): 'ok' | OutcomeCode {
  try {
    run()
    return 'ok'
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
}
