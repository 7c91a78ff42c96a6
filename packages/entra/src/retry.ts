import type { SourceError, SourceNotice } from '@rollcall/vocabulary'
import type { Throttle, WaitReason } from './throttle.ts'
import { throwIfCancelled, type Timing } from './timing.ts'

/** What one attempt came to. `again` carries the error to throw once patience runs out. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | {
      readonly kind: 'again'
      readonly reason: WaitReason
      readonly retryAfterMs: number | null
      /** Whether everyone who uses this application should stay away too. */
      readonly shared: boolean
      readonly error: SourceError
      /** For failures that seldom pass: fewer attempts than patience would allow. */
      readonly atMost?: number
    }

export interface Patience {
  readonly maxAttempts: number
  /** All waiting of one request together. */
  readonly maxWaitMs: number
}

export interface RetrySetting {
  readonly timing: Timing
  readonly throttle: Throttle
  readonly patience: Patience
  readonly onNotice: (notice: SourceNotice) => void
}

const BACKOFF_MS = 1_000
const BACKOFF_MAX_MS = 60_000
/** Even "retry after 0 seconds" is not answered at once: refused requests count against the allowance. */
const SHORTEST_WAIT_MS = 200

/** Seconds (whole or fractional) or an HTTP date (RFC 9110 section 10.2.3) to milliseconds; null when it is neither. */
export function parseRetryAfter(header: string | null | undefined, now: number): number | null {
  const text = header?.trim()
  if (!text) return null
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** What Microsoft asked for, or else twice as long each time, with up to half taken off by chance. */
export function retryDelay(attempt: number, retryAfterMs: number | null, random: () => number): number {
  if (retryAfterMs !== null) return Math.max(SHORTEST_WAIT_MS, retryAfterMs)
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** (attempt - 1))
  return Math.round(full * (1 - random() / 2))
}

/** Runs `attempt` until it is done, throws, or patience is used up. Every wait ends at once when the signal aborts. */
export async function withRetries<T>(
  setting: RetrySetting,
  signal: AbortSignal,
  attempt: () => Promise<Outcome<T>>,
): Promise<T> {
  const { timing, throttle, patience, onNotice } = setting
  const onWait = (reason: WaitReason, waitMs: number): void => onNotice({ kind: 'waiting', reason, waitMs })
  let waited = 0
  for (let count = 1; ; count += 1) {
    throwIfCancelled(signal)
    waited += await throttle.enter({ signal, maxWaitMs: patience.maxWaitMs - waited, onWait })
    const outcome = await attempt()
    if (outcome.kind === 'done') return outcome.value
    throwIfCancelled(signal)
    const delay = retryDelay(count, outcome.retryAfterMs, timing.random)
    if (outcome.shared) throttle.hold(delay, outcome.reason)
    const attempts = Math.min(patience.maxAttempts, outcome.atMost ?? patience.maxAttempts)
    if (count >= attempts || waited + delay > patience.maxWaitMs) throw outcome.error
    if (outcome.shared) continue
    onWait(outcome.reason, delay)
    await timing.sleep(delay, signal)
    waited += delay
  }
}
