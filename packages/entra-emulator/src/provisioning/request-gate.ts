/** Waits; tests replace it to let time fly. */
export type Wait = (ms: number) => Promise<void>

/** Lets requests out at an even pace, so many at a time, and none while the target has asked to be left alone. */
export class RequestGate {
  #intervalMs: number
  #free: number
  #waiting: (() => void)[] = []
  #nextAt = 0
  #wait: Wait

  constructor(limits: { requestsPerSecond: number | null; maxInFlight: number }, wait: Wait) {
    this.#intervalMs = limits.requestsPerSecond === null ? 0 : 1000 / limits.requestsPerSecond
    this.#free = limits.maxInFlight
    this.#wait = wait
  }

  async run<T>(send: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      const now = performance.now()
      const at = Math.max(now, this.#nextAt)
      this.#nextAt = at + this.#intervalMs
      if (at > now) await this.#wait(at - now)
      return await send()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }

  /** No further request goes out for so long. */
  pause(ms: number): void {
    this.#nextAt = Math.max(this.#nextAt, performance.now() + ms)
  }
}
