import type { Context } from '@rollcall/directory'
import type { AppDeps } from '../app-deps.ts'
import type { Caller } from '../auth/caller.ts'

/** What every procedure gets. `verb` is passed on to verbs; it acts for the caller. */
export interface RequestContext {
  readonly deps: AppDeps
  readonly caller: Caller | null
  readonly requestId: string
  readonly verb: Context
}
