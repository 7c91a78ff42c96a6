import type { Emit, PushedPerson, Tx } from '@rollcall/db'
import type { ScimCall } from './provider-call.ts'

/** One request about a User within its transaction. */
export interface Settling {
  readonly call: ScimCall<unknown>
  readonly tx: Tx
  readonly emit: Emit
  readonly person: PushedPerson
  readonly at: Date
}
