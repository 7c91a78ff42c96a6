/** Things worked out from one version of a directory; a new version or too much weight empties it. */
export class VersionedCache<T> {
  #entries = new Map<string, T>()
  #weight = 0
  #version = -1
  #capacity: number
  #weigh: (value: T) => number

  constructor(capacity: number, weigh: (value: T) => number) {
    this.#capacity = capacity
    this.#weigh = weigh
  }

  /** Returns what is kept under the key, or makes and keeps it. */
  through(version: number, key: string, make: () => T): T {
    if (version !== this.#version) this.#clear(version)
    const kept = this.#entries.get(key)
    if (kept !== undefined) return kept
    const value = make()
    const weight = this.#weigh(value)
    if (this.#weight + weight > this.#capacity) this.#clear(version)
    this.#entries.set(key, value)
    this.#weight += weight
    return value
  }

  #clear(version: number): void {
    this.#entries.clear()
    this.#weight = 0
    this.#version = version
  }
}
