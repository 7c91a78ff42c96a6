export type FaultMatch = {
  /** Regular expression, tested against path and query (`/v1.0/users?$top=5`). */
  path: string | RegExp
  method?: string
  /** Only the n-th matching request, counted from 1. */
  nth?: number
  /** Lets this many matching requests through first. */
  after?: number
  /** At most this often; with `nth` once, else without limit. */
  times?: number
}

export type FaultEffect =
  /** 429. Seconds may be whole or fractional; a Date goes out as an HTTP date, text as it is; 'none' sends no header. */
  | { kind: 'throttle'; retryAfter?: number | string | Date }
  | { kind: 'status'; status: 500 | 502 | 503 | 504; html?: boolean; retryAfter?: number | string }
  /** Cuts the connection, before the answer or after so many bytes of it. */
  | { kind: 'reset'; afterBytes?: number }
  /** The answer trickles in over this many milliseconds. */
  | { kind: 'slow'; ms: number }
  /** The answer is complete but starts this late. */
  | { kind: 'delay'; ms: number }
  /** A well-formed response whose body stops half way. */
  | { kind: 'truncate' }
  | { kind: 'expire-token' }
  /** Takes a role, or all of them, away from the calling app for good. */
  | { kind: 'revoke-permission'; role?: string }
  | { kind: 'page-token-expired' }
  /** Delta tokens: `gone` answers 410 with a Location, `expired` 400 syncStateNotFound. */
  | { kind: 'delta-reset'; as?: 'gone' | 'expired' }

export type Fault = { match: FaultMatch; effect: FaultEffect }

type Armed = { id: string; fault: Fault; pattern: RegExp; seen: number; applied: number }

/** The faults waiting to happen. */
export class FaultBoard {
  #armed: Armed[] = []
  #next = 1

  add(fault: Fault): string {
    const { path } = fault.match
    const pattern = new RegExp(path, typeof path === 'string' ? 'i' : path.flags.replace('g', ''))
    const id = `fault-${this.#next++}`
    this.#armed.push({ id, fault, pattern, seen: 0, applied: 0 })
    return id
  }

  remove(id: string): boolean {
    const before = this.#armed.length
    this.#armed = this.#armed.filter((armed) => armed.id !== id)
    return this.#armed.length < before
  }

  clear(): void {
    this.#armed = []
  }

  list(): { id: string; fault: Fault; seen: number; applied: number }[] {
    return this.#armed.map(({ id, fault, seen, applied }) => ({ id, fault, seen, applied }))
  }

  /** Counts the request against every fault that matches; the first that is due takes effect. */
  effectFor(method: string, target: string): FaultEffect | undefined {
    let effect: FaultEffect | undefined
    for (const armed of this.#armed) {
      if (!matches(armed, method, target)) continue
      armed.seen++
      if (effect !== undefined || !isDue(armed)) continue
      armed.applied++
      effect = armed.fault.effect
    }
    return effect
  }
}

function matches({ fault, pattern }: Armed, method: string, target: string): boolean {
  const wanted = fault.match.method?.toUpperCase()
  return (wanted === undefined || wanted === method) && pattern.test(target)
}

function isDue({ fault, seen, applied }: Armed): boolean {
  const { nth, after = 0, times = nth === undefined ? Number.POSITIVE_INFINITY : 1 } = fault.match
  if (applied >= times) return false
  return nth === undefined ? seen > after : seen >= nth + after
}
