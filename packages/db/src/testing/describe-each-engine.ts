import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../open-database.ts'
import { openTestDatabase, testDatabaseUrl } from './open-test-database.ts'

type Suite = (open: () => Database) => void

/** Generous, because the first suite of a fresh checkout also makes the database that all later ones start from. */
const OPEN_TIMEOUT_MS = 120_000

/**
 * Runs a suite on the embedded engine, and on PostgreSQL too when TEST_DATABASE_URL names a server. Each suite has a
 * migrated database of its own, so nothing has to be emptied; `open()` gives it inside tests and hooks.
 */
export function describeEachEngine(name: string, suite: Suite): void {
  describeOn('embedded', name, suite)
  describeOnPostgres(name, suite)
}

/** For what one session cannot show, such as two open transactions. Nothing runs without TEST_DATABASE_URL. */
export function describeOnPostgres(name: string, suite: Suite): void {
  if (testDatabaseUrl()) describeOn('postgres', name, suite)
}

function describeOn(engine: Database['engine'], name: string, suite: Suite): void {
  describe(`${name} (${engine})`, () => {
    let database: Database | undefined
    beforeAll(async () => {
      database = await openTestDatabase(engine)
    }, OPEN_TIMEOUT_MS)
    afterAll(() => database?.close())
    suite(() => {
      if (database) return database
      throw new Error('The database is open inside tests and hooks only.')
    })
  })
}
