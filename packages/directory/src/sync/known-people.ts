import type { ReadPerson, StoredHash } from '@rollcall/db'

/** Rows asked for at once, and how many may be remembered while they are not met. */
const AHEAD = 5_000
const MOST_REMEMBERED = 4 * AHEAD
/** Batches in a row that may find less than half of their people here before looking ahead is given up. */
const PATIENCE = 2

export interface Recognised {
  /** Ordinals of people whose row says the same. */
  readonly same: number[]
  /** Everyone else: to be looked up by id. */
  readonly rest: ReadPerson[]
}

/**
 * Recognises people who are as the mirror has them without asking about each. A directory gives people in nearly the
 * same order every time, and rows are numbered in the order they were read in, so the rows of the next few thousand
 * people are most likely the next few thousand rows. A directory that shuffles makes no difference but to the cost.
 */
export class KnownPeople {
  readonly #load: (after: number, limit: number) => Promise<readonly StoredHash[]>
  readonly #rows = new Map<string, StoredHash>()
  #after = -1
  #exhausted = false
  #misses = 0

  constructor(load: (after: number, limit: number) => Promise<readonly StoredHash[]>) {
    this.#load = load
  }

  /** Must not run beside a batch that writes the mirror: what was loaded is what is compared. */
  async recognise(people: readonly ReadPerson[]): Promise<Recognised> {
    if (this.#misses >= PATIENCE) return { same: [], rest: [...people] }
    await this.#lookAhead(people.length)
    const same: number[] = []
    const rest: ReadPerson[] = []
    for (const person of people) {
      const row = this.#rows.get(person.user.objectId)
      this.#rows.delete(person.user.objectId)
      if (row?.[1] === person.hash) same.push(row[0])
      else rest.push(person)
    }
    this.#misses = same.length * 2 < people.length ? this.#misses + 1 : 0
    if (this.#misses >= PATIENCE) this.#rows.clear()
    return { same, rest }
  }

  async #lookAhead(wanted: number): Promise<void> {
    while (!this.#exhausted && this.#rows.size < wanted + AHEAD && this.#rows.size < MOST_REMEMBERED) {
      const rows = await this.#load(this.#after, AHEAD)
      for (const row of rows) this.#rows.set(row[2], row)
      this.#after = rows.at(-1)?.[0] ?? this.#after
      this.#exhausted = rows.length < AHEAD
    }
  }
}
