import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { migrate } from '../migrate.ts'
import { MIGRATIONS_DIR, migrationsFingerprint } from './migrations-dir.ts'

/** Suites in several processes make the template once, and copy it one at a time as PostgreSQL requires. */
const TEMPLATE_LOCK = 72707370

interface TemporaryDatabase {
  url: string
  drop(): Promise<void>
}

/** Copies a migrated database, which stays on the server for later runs, named after the migrations it holds. */
export async function createFromTemplate(serverUrl: string): Promise<TemporaryDatabase> {
  const template = `rollcall_template_${await migrationsFingerprint()}`
  const name = `rollcall_test_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, async (server) => {
    await server.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`)
    await ensureTemplate(server, serverUrl, template)
    await server.query(`create database ${name} template ${template}`)
    // Nobody misses a test's database after a crash of the server, so no commit has to wait for the disk.
    await server.query(`alter database ${name} set synchronous_commit = off`)
  })
  return {
    url: withDatabase(serverUrl, name),
    drop: () => onServer(serverUrl, (server) => server.query(`drop database ${name} with (force)`)),
  }
}

/** Built under another name and renamed when complete, so that a run that was stopped leaves no half template. */
async function ensureTemplate(server: Client, serverUrl: string, template: string): Promise<void> {
  const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template])
  if (rowCount) return
  const draft = `rollcall_test_${randomUUID().replaceAll('-', '')}`
  await server.query(`create database ${draft} template template0 encoding 'UTF8'`)
  await onServer(withDatabase(serverUrl, draft), (client) => migrate(client, MIGRATIONS_DIR))
  await server.query(`alter database ${draft} rename to ${template}`)
}

/** The connection's end also frees its lock. */
async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
