import { openDatabase, type Database } from '@rollcall/db'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { BenchOptions } from './options.ts'
import type { Tenant } from './tenant.ts'

const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url)

/** One database for all measurements on one engine. */
export interface Workbench {
  readonly engine: Database['engine']
  readonly db: Database
  readonly people: number
  readonly rounds: number
  openTenant(people: number): Promise<Tenant>
  /** Empties every table that a run writes, indexes included. */
  reset(): Promise<void>
  close(): Promise<void>
}

type Parts = Pick<Workbench, 'openTenant'> & { options: BenchOptions }

export async function openWorkbench(engine: Database['engine'], parts: Parts): Promise<Workbench> {
  const place = engine === 'embedded' ? await makeFolder() : await makeDatabase(parts.options.serverUrl ?? '')
  const db = await openDatabase({ ...place.at, migrationsDir: MIGRATIONS })
  return {
    engine,
    db,
    people: parts.options.people,
    rounds: parts.options.rounds,
    openTenant: (people) => parts.openTenant(people),
    async reset() {
      await db.client.$executeRaw`truncate connections, users, realms, events restart identity cascade`
    },
    async close() {
      await db.close()
      await place.remove()
    },
  }
}

interface Place {
  readonly at: { url?: string; dataDir?: string }
  remove(): Promise<void>
}

async function makeFolder(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  return { at: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

async function makeDatabase(serverUrl: string): Promise<Place> {
  const name = `rollcall_bench_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name} template template0 encoding 'UTF8'`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { at: { url: url.href }, remove: () => onServer(serverUrl, `drop database ${name} with (force)`) }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
