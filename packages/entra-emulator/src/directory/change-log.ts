import type { MemberKind } from './directory-object.ts'

export type Change = {
  seq: number
  /** Milliseconds on the emulator's clock. */
  at: number
  kind: 'user' | 'group'
  id: string
} & (
  | { what: 'created' | 'deleted' | 'restored' | 'purged' }
  | { what: 'updated'; properties: readonly string[] }
  | { what: 'member-added' | 'member-removed'; memberId: string; memberKind: MemberKind }
)

type Unnumbered<T> = T extends unknown ? Omit<T, 'seq' | 'at'> : never
export type NewChange = Unnumbered<Change>

/** Append-only history of a tenant. A watermark is the number of entries someone has seen. */
export class ChangeLog {
  #entries: Change[] = []
  #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  get length(): number {
    return this.#entries.length
  }

  append(change: NewChange): void {
    this.#entries.push({ ...change, seq: this.#entries.length, at: this.#now() })
  }

  /** The watermark up to which entries are older than `delayMs`: writes become visible late. */
  visibleLength(delayMs: number): number {
    const limit = this.#now() - delayMs
    let end = this.#entries.length
    while (end > 0 && (this.#entries[end - 1]?.at ?? 0) > limit) end--
    return end
  }

  between(kind: 'user' | 'group', from: number, to: number): Change[] {
    return this.#entries.slice(from, to).filter((entry) => entry.kind === kind)
  }
}
