/** Answers that are remembered for a short while: those that let someone in and those that do not, each up to a number. */
export interface AccessMemory<Value> {
  /** Undefined when it is not known, null when there is nothing under the key. */
  get(key: string, nowMs: number): Value | null | undefined
  /** `generation` is what it was before the answer was looked for; an answer from before a `clear` is not kept. */
  put(key: string, value: Value | null, nowMs: number, generation: number): void
  clear(): void
  readonly generation: number
  readonly size: number
}

interface Entry<Value> {
  readonly value: Value
  readonly until: number
}

export function createAccessMemory<Value>(options: {
  readonly forMs: number
  readonly maxEach: number
}): AccessMemory<Value> {
  const { forMs, maxEach } = options
  const hits = new Map<string, Entry<Value>>()
  const misses = new Map<string, Entry<null>>()
  let generation = 0

  return {
    get(key, nowMs) {
      const entry = hits.get(key) ?? misses.get(key)
      // An entry from after now is from before a clock was put back.
      if (entry && nowMs < entry.until && entry.until <= nowMs + forMs) return entry.value
      return undefined
    },
    put(key, value, nowMs, since) {
      if (since !== generation) return
      hits.delete(key)
      misses.delete(key)
      if (value === null) misses.set(key, { value: null, until: nowMs + forMs })
      else hits.set(key, { value, until: nowMs + forMs })
      shorten(hits, maxEach)
      shorten(misses, maxEach)
    },
    clear() {
      generation += 1
      hits.clear()
      misses.clear()
    },
    get generation() {
      return generation
    },
    get size() {
      return hits.size + misses.size
    },
  }
}

function shorten(map: Map<string, unknown>, max: number): void {
  if (map.size <= max) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
