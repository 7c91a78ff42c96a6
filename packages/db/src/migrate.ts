import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { Umzug } from 'umzug'
import { DatabaseError } from './database-error.ts'
import { readMigrationFiles, type MigrationFile } from './migration-files.ts'

/** The number Prisma's own command line locks with, so that it and a starting server exclude each other. */
const MIGRATION_LOCK = 72707369

/** Prisma's table, column for column, so that its command line can read the history. */
const HISTORY_TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

interface AppliedMigration {
  migration_name: string
  checksum: string
}

/**
 * Applies what is pending, all of it in one transaction: an upgrade that fails leaves the database as it was, and
 * several servers starting at once wait for each other on a lock that no connection pooler can lose.
 * Resolves with the names applied, oldest first. Throws DatabaseError when an applied file was edited, when the
 * database is newer than these files, or when a migration fails.
 */
export async function migrate(client: Client, migrationsDir: string | URL): Promise<string[]> {
  const files = await readMigrationFiles(migrationsDir)
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await client.query('set local client_min_messages = warning')
    await client.query(HISTORY_TABLE)
    refuseStrangers(await listApplied(client), files)
    const applied = await toUmzug(client, files).up()
    await client.query('commit')
    return applied.map((migration) => migration.name)
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

function toUmzug(client: Client, files: MigrationFile[]) {
  const byName = new Map(files.map((file) => [file.name, file]))
  return new Umzug({
    migrations: files.map((file) => ({ name: file.name, up: () => applyOne(client, file) })),
    logger: undefined,
    storage: {
      async executed() {
        return (await listApplied(client)).map((row) => row.migration_name)
      },
      async logMigration({ name }) {
        await client.query(
          `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
           values ($1, $2, $3, now(), 1)`,
          [randomUUID(), byName.get(name)?.checksum, name],
        )
      },
      unlogMigration({ name }) {
        throw new DatabaseError(`Migrations are never undone, and ${name} was asked to be.`)
      },
    },
  })
}

async function applyOne(client: Client, file: MigrationFile): Promise<void> {
  try {
    await client.query(file.sql)
  } catch (error) {
    throw new DatabaseError(
      `The database could not be brought up to date: ${file.name} failed with "${toMessage(error)}". ` +
        'Nothing was changed.',
      { cause: error },
    )
  }
}

async function listApplied(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  )
  return rows
}

function refuseStrangers(applied: AppliedMigration[], files: MigrationFile[]): void {
  for (const row of applied) {
    const file = files.find((candidate) => candidate.name === row.migration_name)
    if (!file) {
      throw new DatabaseError(
        `The database was written by a newer version: this one does not know ${row.migration_name}. ` +
          'Start the newer version, or restore a backup from before the upgrade.',
      )
    }
    if (file.checksum !== row.checksum) {
      throw new DatabaseError(
        `The file ${row.migration_name}/migration.sql was edited after it had been applied. ` +
          'Put the file back as it was, and write the change as a new migration.',
      )
    }
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
