import type { EmulatorClock } from './emulator-clock.ts'
import type { ThrottleSpec } from './tenant-spec.ts'

export type Verdict = {
  /** Share of the allowance in use, 1 is all of it. */
  usage: number
  /** Seconds to wait, present when the request is refused. */
  retryAfter?: number
}

type Bucket = { used: number; at: number }

/** Resource units an app may use in one tenant: small < 50 users, medium to 500, large above (Graph throttling limits). */
export function allowanceOf(
  spec: ThrottleSpec,
  people: number,
): { units: number; windowSeconds: number } | undefined {
  if (spec === 'off') return undefined
  if (spec !== 'microsoft') return spec
  const units = people < 50 ? 3_500 : people <= 500 ? 5_000 : 8_000
  return { units, windowSeconds: 10 }
}

/** A leaking bucket per app on the emulator's clock; refused requests count too. */
export class ThrottleMeter {
  #buckets = new Map<string, Bucket>()
  #clock: EmulatorClock

  constructor(clock: EmulatorClock) {
    this.#clock = clock
  }

  charge(clientId: string, cost: number, spec: ThrottleSpec, people: number): Verdict {
    const allowance = allowanceOf(spec, people)
    if (allowance === undefined) return { usage: 0 }
    const now = this.#clock.now()
    const bucket = this.#buckets.get(clientId) ?? { used: 0, at: now }
    const leak = (Math.max(0, now - bucket.at) / 1000) * (allowance.units / allowance.windowSeconds)
    const used = Math.max(0, bucket.used - leak) + cost
    this.#buckets.set(clientId, { used: Math.min(used, allowance.units * 1.8), at: now })
    const usage = Math.min(used / allowance.units, 1.8)
    if (used <= allowance.units) return { usage }
    const secondsToRoom = ((used - allowance.units) * allowance.windowSeconds) / allowance.units
    return { usage, retryAfter: Math.max(1, Math.ceil(secondsToRoom)) }
  }
}
