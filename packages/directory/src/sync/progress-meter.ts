import type { RunProgress } from '@rollcall/vocabulary'

/** Measures one phase of a run: how much is done, how fast, how long it will still take. */
export class ProgressMeter {
  readonly #phase: RunProgress['phase']
  readonly #now: () => Date
  readonly #startedAt: number
  readonly #startedWith: number

  constructor(phase: RunProgress['phase'], now: () => Date, startedWith = 0) {
    this.#phase = phase
    this.#now = now
    this.#startedAt = now().getTime()
    this.#startedWith = startedWith
  }

  /** Rates are items a second since the phase began; null in its first half second, when they would mean nothing. */
  read(done: number, total: number | null, text: string): RunProgress {
    const seconds = (this.#now().getTime() - this.#startedAt) / 1000
    const rate = seconds < 0.5 ? null : Math.round(((done - this.#startedWith) / seconds) * 10) / 10
    const left =
      rate === null || rate <= 0 || total === null ? null : Math.max(0, Math.ceil((total - done) / rate))
    return { phase: this.#phase, done, total, rate, secondsLeft: left, text }
  }
}
