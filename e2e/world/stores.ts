import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { Client } from 'pg'
import { findFreePort, ServerProcess } from './server-process.ts'
import { toStaffSql } from './staff.ts'

export type Engine = 'embedded' | 'postgres'

/** Where one server keeps its data. */
export interface Store {
  readonly dataDir: string
  readonly env: Record<string, string>
  remove(): Promise<void>
}

/** Folder of this run of the suite; the global setup makes it and removes it. */
const FOLDER = 'ROLLCALL_E2E_FOLDER'
/** Sealed secrets of every PostgreSQL store; a key made for tests opens nothing else. */
const SECRET_KEY = Buffer.alloc(32, 7).toString('base64')

export async function makeRunFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'))
  process.env[FOLDER] = folder
  return folder
}

export function runFolder(): string {
  const folder = process.env[FOLDER]
  if (!folder) throw new Error('The global setup of the suite has not run.')
  return folder
}

/** A migrated database with the staff in it, made once and copied for each server that starts with people. */
export async function makeTemplates(): Promise<void> {
  await makeEmbeddedTemplate()
  if (process.env['TEST_DATABASE_URL']) await makePostgresTemplate()
}

async function makeEmbeddedTemplate(): Promise<void> {
  const dataDir = embeddedTemplate()
  await migrate({ DATA_DIR: dataDir })
  const database = await PGlite.create({ dataDir: join(dataDir, 'database'), extensions: { pg_trgm } })
  await database.exec(toStaffSql())
  await database.close()
}

async function makePostgresTemplate(): Promise<void> {
  const name = postgresTemplate()
  await administer(`create database ${name}`)
  await migrate({ DATABASE_URL: urlOf(name), SECRET_KEY })
  await run(urlOf(name), toStaffSql())
}

/** The server brings its own database up to date when it starts. */
async function migrate(env: Record<string, string>): Promise<void> {
  const server = new ServerProcess(await findFreePort(), { LOG_LEVEL: 'warn', ...env })
  await server.start()
  await server.stop()
}

export async function removeTemplates(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) await dropDatabase(postgresTemplate())
}

/** A store for one server: with the staff, or as empty as on the very first start. */
export async function makeStore(engine: Engine, staffed: boolean): Promise<Store> {
  const dataDir = join(runFolder(), `data-${randomBytes(4).toString('hex')}`)
  if (engine === 'postgres') return makePostgresStore(dataDir, staffed)
  if (staffed) await cp(embeddedTemplate(), dataDir, { recursive: true })
  const remove = () => rm(dataDir, { recursive: true, force: true })
  return { dataDir, env: { DATA_DIR: dataDir }, remove }
}

async function makePostgresStore(dataDir: string, staffed: boolean): Promise<Store> {
  await mkdir(dataDir)
  const name = `rollcall_e2e_${randomBytes(6).toString('hex')}`
  await administer(`create database ${name}${staffed ? ` template ${postgresTemplate()}` : ''}`)
  return {
    dataDir,
    env: { DATA_DIR: dataDir, DATABASE_URL: urlOf(name), SECRET_KEY },
    remove: () => dropDatabase(name),
  }
}

function embeddedTemplate(): string {
  return join(runFolder(), 'template')
}

function postgresTemplate(): string {
  return `rollcall_e2e_template_${process.env[FOLDER]?.slice(-6).toLowerCase() ?? ''}`
}

function serverUrl(): string {
  return process.env['TEST_DATABASE_URL'] ?? ''
}

function urlOf(database: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${database}`
  return url.href
}

function administer(sql: string): Promise<void> {
  return run(serverUrl(), sql)
}

function dropDatabase(name: string): Promise<void> {
  return administer(`drop database if exists ${name} with (force)`)
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
