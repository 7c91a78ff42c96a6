import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { startEngineWorker } from '../embedded/engine-worker.ts'
import { embeddedUrl } from '../embedded/start-embedded.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS_DIR, migrationsFingerprint } from './migrations-dir.ts'

const CACHE_DIR = new URL('../../node_modules/.cache/rollcall/', import.meta.url)

/**
 * Path of a dump of a migrated, empty database. Loading it takes a fraction of the time that making one does, so it
 * is kept between runs under the fingerprint of the migrations.
 */
export async function migratedSnapshot(): Promise<string> {
  const path = fileURLToPath(new URL(`pglite-${await migrationsFingerprint()}.tar`, CACHE_DIR))
  if (!existsSync(path)) await makeSnapshot(path)
  return path
}

/** Several suites may make it at once: each writes a file of its own, and the last rename wins with equal content. */
async function makeSnapshot(path: string): Promise<void> {
  await mkdir(CACHE_DIR, { recursive: true })
  const worker = await startEngineWorker({ onCrash: () => {} })
  const client = new Client({ connectionString: embeddedUrl(worker.port) })
  await client.connect()
  await migrate(client, MIGRATIONS_DIR)
  await client.end()
  const draft = `${path}.${randomUUID()}`
  await worker.dump(draft)
  await worker.close()
  await forgetOlder()
  await rename(draft, path)
}

async function forgetOlder(): Promise<void> {
  const older = (await readdir(CACHE_DIR)).filter((name) => name.endsWith('.tar'))
  await Promise.all(older.map((name) => rm(new URL(name, CACHE_DIR), { force: true })))
}
