import type { MemberKind } from './directory-object.ts'

/** Who is in one group: a compact sorted base of user ordinals, made when first asked for, plus changes. */
export class Membership {
  #base: Uint32Array | undefined
  #makeBase: () => Uint32Array
  #removed = new Set<number>()
  #extra = new Map<string, MemberKind>()

  constructor(makeBase: () => Uint32Array = () => new Uint32Array(0)) {
    this.#makeBase = makeBase
  }

  get base(): Uint32Array {
    this.#base ??= this.#makeBase()
    return this.#base
  }

  isRemoved(ordinal: number): boolean {
    return this.#removed.has(ordinal)
  }

  inBase(ordinal: number): boolean {
    const base = this.base
    let low = 0
    let high = base.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const value = base[middle] ?? 0
      if (value === ordinal) return true
      if (value < ordinal) low = middle + 1
      else high = middle - 1
    }
    return false
  }

  extras(): ReadonlyMap<string, MemberKind> {
    return this.#extra
  }

  has(id: string, ordinal: number | undefined): boolean {
    if (this.#extra.has(id)) return true
    return ordinal !== undefined && this.inBase(ordinal) && !this.#removed.has(ordinal)
  }

  /** Returns false when the member was there already. */
  add(id: string, kind: MemberKind, ordinal: number | undefined): boolean {
    if (this.has(id, ordinal)) return false
    if (ordinal !== undefined && this.inBase(ordinal)) this.#removed.delete(ordinal)
    else this.#extra.set(id, kind)
    return true
  }

  /** Returns false when there was nothing to remove. */
  remove(id: string, ordinal: number | undefined): boolean {
    if (!this.has(id, ordinal)) return false
    if (!this.#extra.delete(id) && ordinal !== undefined) this.#removed.add(ordinal)
    return true
  }
}
