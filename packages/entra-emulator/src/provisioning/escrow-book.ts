const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Waits after the first, second and third failure; from then on a day. */
const WAITS = [6 * HOUR, 12 * HOUR, DAY] as const
export const GIVE_UP_AFTER_MS = 28 * DAY

export function waitAfter(failures: number): number {
  return WAITS[failures - 1] ?? DAY
}

/** An object that could not be brought over and is tried again later. */
export type Escrow = {
  kind: 'user' | 'group'
  id: string
  failures: number
  reason: string
  /** Milliseconds on the emulator's clock. */
  since: number
  nextAt: number
}

/** Failed objects with the time of their next try. */
export class EscrowBook {
  #escrows = new Map<string, Escrow>()

  get size(): number {
    return this.#escrows.size
  }

  has(kind: Escrow['kind'], id: string): boolean {
    return this.#escrows.has(`${kind} ${id}`)
  }

  fail(kind: Escrow['kind'], id: string, reason: string, now: number, leastMs = 0): void {
    const before = this.#escrows.get(`${kind} ${id}`)
    const failures = (before?.failures ?? 0) + 1
    const nextAt = now + Math.max(waitAfter(failures), leastMs)
    this.#escrows.set(`${kind} ${id}`, { kind, id, failures, reason, since: before?.since ?? now, nextAt })
  }

  clear(kind: Escrow['kind'], id: string): void {
    this.#escrows.delete(`${kind} ${id}`)
  }

  clearAll(): void {
    this.#escrows.clear()
  }

  /** Those whose time has come. Entries that failed for four weeks are dropped: only a change brings them back. */
  due(kind: Escrow['kind'], now: number): string[] {
    const ids: string[] = []
    for (const [key, escrow] of this.#escrows) {
      if (escrow.kind !== kind) continue
      if (now - escrow.since > GIVE_UP_AFTER_MS) this.#escrows.delete(key)
      else if (escrow.nextAt <= now) ids.push(escrow.id)
    }
    return ids
  }

  list(): Escrow[] {
    return [...this.#escrows.values()]
  }
}
