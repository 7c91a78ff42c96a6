import { SourceError } from '@rollcall/vocabulary'

/** Clock, waiting and chance, given from outside so that waiting can be tested. Milliseconds. */
export interface Timing {
  readonly now: () => number
  /** Resolves after `ms`; rejects with `SourceError` `cancelled` as soon as the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** A number in [0, 1). */
  readonly random: () => number
}

export function cancelled(): SourceError {
  return new SourceError('cancelled', 'The reading was stopped before it finished.')
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled()
}

/** Waits on the wall clock and gives up the moment the signal aborts. */
export function realSleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled())
      return
    }
    const stop = (): void => {
      clearTimeout(timer)
      reject(cancelled())
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

export interface Deadline {
  readonly signal: AbortSignal
  readonly expired: () => boolean
  /** Must be called when the work is over, so that neither the timer nor the listener outlives it. */
  readonly done: () => void
}

/** A signal that aborts with `outer` or after `ms`, and holds on to nothing once `done` was called. */
export function startDeadline(outer: AbortSignal, ms: number): Deadline {
  const controller = new AbortController()
  let late = false
  const stop = (): void => controller.abort(outer.reason)
  const timer = setTimeout(() => {
    late = true
    controller.abort(new DOMException('The answer took too long.', 'TimeoutError'))
  }, ms)
  if (outer.aborted) stop()
  else outer.addEventListener('abort', stop, { once: true })
  return {
    signal: controller.signal,
    expired: () => late,
    done: () => {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
    },
  }
}
