import { connect, type Database } from '../open-database.ts'
import { startEngineWorker } from '../embedded/engine-worker.ts'
import { embeddedUrl } from '../embedded/start-embedded.ts'
import { inUtc } from '../connection-string.ts'
import { createFromTemplate } from './postgres-template.ts'
import { migratedSnapshot } from './embedded-snapshot.ts'

/** Address of a PostgreSQL server where tests may make databases; undefined when there is none. */
export function testDatabaseUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL'] || undefined
}

/**
 * Opens a new, migrated and empty database; closing it drops it. The embedded one lives in memory and is reached as
 * in production: thread, socket, adapter. `postgres` needs TEST_DATABASE_URL.
 */
export async function openTestDatabase(engine: Database['engine']): Promise<Database> {
  if (engine === 'embedded') return openEmbedded()
  const serverUrl = testDatabaseUrl()
  if (!serverUrl) throw new Error('Set TEST_DATABASE_URL to a PostgreSQL server to run this test on it.')
  const copy = await createFromTemplate(serverUrl)
  return connect({
    engine,
    connectionString: inUtc(copy.url),
    poolMax: 5,
    onLog: () => {},
    stop: () => copy.drop(),
  })
}

async function openEmbedded(): Promise<Database> {
  const worker = await startEngineWorker({ snapshotFile: await migratedSnapshot(), onCrash: () => {} })
  return connect({
    engine: 'embedded',
    connectionString: embeddedUrl(worker.port),
    onLog: () => {},
    stop: () => worker.close(),
  })
}
