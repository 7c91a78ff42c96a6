import type { Database } from '@rollcall/db'

/** What a worker meets once its database is gone. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

export type DyingDatabase = Database & {
  readonly died: boolean
  /** Transactions that were begun. */
  readonly transactions: number
}

/**
 * A database that a worker loses for good at its `nth` transaction: either before that commits, or right after. What
 * follows is what a killed process leaves behind: a lease nobody renews and whatever was committed.
 */
export function dyingDatabase(db: Database, nth: number, committed: boolean): DyingDatabase {
  let calls = 0
  let died = false
  const change: Database['change'] = async (work, options) => {
    if (died) throw new Killed()
    calls += 1
    if (calls !== nth) return db.change(work, options)
    if (committed) {
      await db.change(work, options)
      died = true
      throw new Killed()
    }
    return db.change(async (tx, emit) => {
      await work(tx, emit)
      died = true
      throw new Killed()
    }, options)
  }
  return Object.defineProperties(Object.create(db), {
    change: { value: change },
    died: { get: () => died },
    transactions: { get: () => calls },
  }) as DyingDatabase
}

/** A clock that moves three seconds at every look, so that a run writes every page on its own. */
export function tickingClock(): () => Date {
  let at = Date.parse('2026-11-21T12:00:00Z')
  return () => new Date((at += 3_000))
}
