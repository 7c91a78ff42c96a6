import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

export const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url)

/** Where a database may be opened, and how it is taken away again. */
export interface Place {
  readonly at: { url?: string; dataDir?: string }
  remove(): Promise<void>
}

export async function makeFolder(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  return { at: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

/** A database of its own on the server; `url` is its address. */
export async function makeDatabase(serverUrl: string): Promise<Place & { at: { url: string } }> {
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
