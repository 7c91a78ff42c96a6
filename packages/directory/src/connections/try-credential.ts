import { type CheckResult, SourceError, type SourceSettings } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { judgeTrial, type Trial } from './judge-trial.ts'

/** Somebody waits at a screen meanwhile. */
const PATIENCE_MS = 20_000

/** Asks for an access token with a credential that is not stored yet, and for nothing else. */
export async function tryCredential(
  ctx: Pick<Context, 'openSource'>,
  settings: SourceSettings,
): Promise<Trial> {
  const enough = new AbortController()
  const checks: CheckResult[] = []
  const onResult = (result: CheckResult) => {
    checks.push(result)
    if (result.id === 'token') enough.abort()
  }
  const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    await ctx.openSource(settings).check({ signal, onResult })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    if (!enough.signal.aborted) {
      const message = [error.message, error.hint].filter(Boolean).join(' ')
      return { kind: error.failure === 'refused' ? 'refused' : 'unreachable', message }
    }
  }
  return judgeTrial(checks)
}
