/** The emulator's time: a base clock plus a skew that tests may set or advance. */
export class EmulatorClock {
  #base: () => Date
  #skewMs = 0

  constructor(base: () => Date = () => new Date()) {
    this.#base = base
  }

  now(): number {
    return this.#base().getTime() + this.#skewMs
  }

  date(): Date {
    return new Date(this.now())
  }

  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  setSkew(ms: number): void {
    this.#skewMs = ms
  }

  advance(ms: number): void {
    this.#skewMs += ms
  }
}
