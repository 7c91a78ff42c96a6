import { SourceError } from '@rollcall/vocabulary'
import type { Timing } from './timing.ts'

export type WaitReason = 'throttled' | 'unavailable'

export interface Throttle {
  /** Waits until requests are welcome again. Resolves to the milliseconds waited. */
  enter(options: EnterOptions): Promise<number>
  /** Everyone who shares this throttle stays away for `ms`. */
  hold(ms: number, reason: WaitReason): void
  /** `x-ms-throttle-limit-percentage` of an answer: 1 means the whole allowance is in use; null when absent. */
  pace(share: number | null): void
}

interface EnterOptions {
  readonly signal: AbortSignal
  /** Gives up with `throttled` instead of waiting longer than this. */
  readonly maxWaitMs: number
  readonly onWait: (reason: WaitReason, waitMs: number) => void
}

const PACE_STEP_MS = 500
const PACE_MAX_MS = 5_000
/** Spacing below this is not worth a pause; waits below a second are not worth telling. */
const PACE_FLOOR_MS = 50

/**
 * Microsoft counts requests per application and tenant, so one throttle is shared by every reading of that pair.
 * It knows when the next request may go, and how far apart requests should be while the allowance is nearly used up.
 */
export function createThrottle(timing: Pick<Timing, 'now' | 'sleep'>): Throttle {
  let heldUntil = 0
  let heldBecause: WaitReason = 'throttled'
  let spacing = 0
  let nextSlot = 0

  async function waitOutHold(options: EnterOptions): Promise<number> {
    let waited = 0
    for (let left = heldUntil - timing.now(); left > 0; left = heldUntil - timing.now()) {
      if (waited + left > options.maxWaitMs) throw gaveUpWaiting(left)
      options.onWait(heldBecause, Math.ceil(left))
      await timing.sleep(left, options.signal)
      waited += left
    }
    return waited
  }

  async function takeSlot(signal: AbortSignal): Promise<number> {
    if (spacing === 0) return 0
    const now = timing.now()
    const slot = Math.max(now, nextSlot)
    nextSlot = slot + spacing
    if (slot > now) await timing.sleep(slot - now, signal)
    return slot - now
  }

  return {
    enter: async (options) => (await waitOutHold(options)) + (await takeSlot(options.signal)),
    hold: (ms, reason) => {
      const until = timing.now() + ms
      if (until <= heldUntil) return
      heldUntil = until
      heldBecause = reason
    },
    pace: (share) => {
      if (share !== null && share >= 1) {
        spacing = Math.min(PACE_MAX_MS, Math.round(PACE_STEP_MS * (1 + (share - 1) * 4)))
        return
      }
      spacing = spacing / 2 < PACE_FLOOR_MS ? 0 : spacing / 2
    },
  }
}

function gaveUpWaiting(waitMs: number): SourceError {
  const seconds = Math.ceil(waitMs / 1000)
  return new SourceError(
    'throttled',
    `Microsoft asked us to wait ${seconds} s more before the next request, which is longer than we may wait.`,
    {
      hint: 'Try again later. If this happens often, look for other software that uses the same app registration, or run the sync at a quieter hour.',
      evidence: { waitSeconds: String(seconds) },
    },
  )
}
