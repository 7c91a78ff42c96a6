import type { EmulatorClock } from './emulator-clock.ts'
import type { FaultBoard } from './faults.ts'
import type { PageTokens } from './page-tokens.ts'
import type { RequestLog } from './request-log.ts'
import type { SignInCodes } from './sign-in/sign-in-codes.ts'
import type { TokenSigner } from './sign-in/token-signer.ts'
import type { Tenant } from './tenant.ts'

/** Everything one running emulator holds. */
export type EmulatorState = {
  clock: EmulatorClock
  tenants: Tenant[]
  faults: FaultBoard
  requests: RequestLog
  signer: TokenSigner
  pageTokens: PageTokens
  signInCodes: SignInCodes
  /** No page of any collection is larger than this. */
  pageSizeCap: number
  delayMs: number
}

export function findTenant(state: EmulatorState, name: string): Tenant | undefined {
  return state.tenants.find((tenant) => tenant.answersTo(name))
}
