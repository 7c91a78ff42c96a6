import { DatabaseError } from 'pg'
import type { Sql } from './sql.ts'

/** Work that one statement does for many callers. */
export interface Gathering<Item, Answer> {
  /**
   * Items that have a key in common go one after the other: never in one statement, nor while the other is on its way. Those of
   * a statement are in the order of their first keys.
   */
  readonly keysOf: (item: Item) => readonly string[]
  /** Answers for all items, in their order; either everything or nothing is written. */
  readonly send: (sql: Sql, items: readonly Item[]) => Promise<readonly Answer[]>
}

/** Items of one statement. More would make those who wait behind it wait longer without being any cheaper. */
const MOST = 32

/** Statements under way at once: while one waits for the disk the next is worked out. */
const LANES = 2

/**
 * Sends what arrives while others are on their way in one statement, as a database does with commits. Who comes alone is sent
 * at once. An item that makes its statement fail fails alone: the others are sent again without it.
 */
export function gather<Item, Answer>(
  gathering: Gathering<Item, Answer>,
): (sql: Sql, item: Item) => Promise<Answer> {
  const queues = new WeakMap<Sql, Queue<Item, Answer>>()
  return (sql, item) => {
    const queue = queues.get(sql) ?? new Queue(sql, gathering)
    queues.set(sql, queue)
    return queue.add(item)
  }
}

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly keys: readonly string[]
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

class Queue<Item, Answer> {
  readonly #sql: Sql
  readonly #gathering: Gathering<Item, Answer>
  readonly #busy = new Set<string>()
  #waiting: Waiting<Item, Answer>[] = []
  #running = 0
  #woken = false

  constructor(sql: Sql, gathering: Gathering<Item, Answer>) {
    this.#sql = sql
    this.#gathering = gathering
  }

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, keys: this.#gathering.keysOf(item), resolve, reject })
      this.#wake()
    })
  }

  /** Who comes when nothing is under way goes at once; others once all requests that arrived with them have been read. */
  #wake(): void {
    if (this.#woken || this.#running >= LANES || this.#waiting.length === 0) return
    if (this.#running === 0) {
      this.#start()
      return
    }
    this.#woken = true
    setImmediate(() => {
      this.#woken = false
      if (this.#start()) this.#wake()
    })
  }

  /** False when everyone who waits has to wait for someone. */
  #start(): boolean {
    const taken = this.#take()
    if (taken.length === 0) return false
    void this.#run(taken)
    return true
  }

  #take(): Waiting<Item, Answer>[] {
    const taken: Waiting<Item, Answer>[] = []
    const left: Waiting<Item, Answer>[] = []
    // Nobody overtakes those who wait for the same.
    const claimed = new Set<string>()
    for (const one of this.#waiting) {
      const free = one.keys.every((key) => !this.#busy.has(key) && !claimed.has(key))
      if (taken.length < MOST && free) {
        taken.push(one)
        for (const key of one.keys) this.#busy.add(key)
      } else {
        left.push(one)
        for (const key of one.keys) claimed.add(key)
      }
    }
    this.#waiting = left
    return taken.toSorted(byFirstKey)
  }

  async #run(taken: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.#running += 1
    await this.#answer(taken)
    this.#running -= 1
    for (const key of taken.flatMap(({ keys }) => keys)) this.#busy.delete(key)
    this.#wake()
  }

  async #answer(taken: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#gathering.send(
        this.#sql,
        taken.map(({ item }) => item),
      )
      if (answers.length !== taken.length) throw new Error('A statement answers each of its items.')
      taken.forEach(({ resolve }, at) => resolve(answers[at] as Answer))
    } catch (error) {
      if (taken.length > 1 && isRefusal(error)) await Promise.all(taken.map((one) => this.#answer([one])))
      else for (const { reject } of taken) reject(error)
    }
  }
}

/** What statements hold, they hold in one order, so that no two of them wait for each other. */
function byFirstKey(
  { keys: [one = ''] }: { keys: readonly string[] },
  { keys: [other = ''] }: { keys: readonly string[] },
): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The database refused the statement, and so nothing of it was done; after a lost connection nobody knows. */
function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && !/^(?:08|57)/.test(error.code ?? '08')
}
