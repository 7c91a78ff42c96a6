import type { Context, Opener } from '@rollcall/directory'
import type { AppDeps } from '../app-deps.ts'
import type { Caller } from '../auth/caller.ts'

/** What every procedure gets. `verb` is passed on to verbs; it acts for the caller. */
export interface RequestContext {
  readonly deps: AppDeps
  readonly caller: Caller | null
  /** The signed-in browser as one that QRs are bound to. */
  readonly opener: Opener | null
  /** The browser by the secret it was given with a QR, signed in or not. */
  readonly browser: Opener | null
  readonly requestId: string
  readonly verb: Context
}
