import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate } from './migrate.ts'
import { describeEachEngine } from './testing/index.ts'
import { MIGRATIONS_DIR, SCHEMA_FILE } from './testing/migrations-dir.ts'
import { schemaDrift } from './testing/schema-drift.ts'

it('has migrations that lead to exactly what schema.prisma says', async () => {
  expect(await schemaDrift({ schemaFile: SCHEMA_FILE, migrationsDir: MIGRATIONS_DIR })).toBe('')
}, 120_000)

describeEachEngine('migrate', (open) => {
  let dir: string
  let client: Client
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rollcall-migrations-'))
    await cp(fileURLToPath(MIGRATIONS_DIR), dir, { recursive: true })
    client = new Client({ connectionString: open().connectionString })
    await client.connect()
  })
  afterEach(async () => {
    await client.end()
    await rm(dir, { recursive: true })
  })

  async function addMigration(name: string, sql: string): Promise<void> {
    await mkdir(join(dir, name))
    await writeFile(join(dir, name, 'migration.sql'), sql)
  }

  it('applies what is pending once, in order, and keeps the history Prisma can read', async () => {
    await addMigration('29990101000002_second', 'alter table made_first add column b int')
    await addMigration(
      '29990101000001_first',
      'create table made_first (a int); insert into made_first values (1)',
    )
    expect(await migrate(client, dir)).toEqual(['29990101000001_first', '29990101000002_second'])
    expect(await migrate(client, dir)).toEqual([])
    expect((await client.query('select a, b from made_first')).rows).toEqual([{ a: 1, b: null }])
    const history = await client.query(
      `select migration_name, length(checksum) as checksum, finished_at is not null as finished, applied_steps_count
       from _prisma_migrations where migration_name like '2999%' order by migration_name`,
    )
    expect(history.rows).toEqual([
      { migration_name: '29990101000001_first', checksum: 64, finished: true, applied_steps_count: 1 },
      { migration_name: '29990101000002_second', checksum: 64, finished: true, applied_steps_count: 1 },
    ])
    await client.query(`drop table made_first`)
    await client.query(`delete from _prisma_migrations where migration_name like '2999%'`)
  })

  it('refuses a file that was edited after it had been applied', async () => {
    await appendFile(join(dir, '20261121220000_foundation', 'migration.sql'), '\n-- later thought\n')
    await expect(migrate(client, dir)).rejects.toThrow(
      /20261121220000_foundation\/migration.sql was edited after it had been applied/,
    )
  })

  it('refuses a database that a newer version wrote', async () => {
    await rm(join(dir, '20261121220000_foundation'), { recursive: true })
    await expect(migrate(client, dir)).rejects.toThrow(/written by a newer version/)
  })

  it('undoes the whole upgrade when one file fails', async () => {
    await addMigration('29990101000001_fine', 'create table made_before_failing (a int)')
    await addMigration('29990101000002_broken', 'create table twice (a int); create table twice (a int)')
    await expect(migrate(client, dir)).rejects.toThrow(
      /29990101000002_broken failed with "relation "twice" already exists". Nothing was changed/,
    )
    const left = await client.query(
      `select to_regclass('made_before_failing') as first, to_regclass('twice') as second,
              (select count(*)::int from _prisma_migrations where migration_name like '2999%') as remembered`,
    )
    expect(left.rows).toEqual([{ first: null, second: null, remembered: 0 }])
  })

  it('lets one of several starting servers migrate while the others wait', async () => {
    await addMigration(
      '29990101000001_counted',
      'create table if not exists counted (a int); insert into counted values (1)',
    )
    const others = [0, 1, 2].map(() => new Client({ connectionString: open().connectionString }))
    await Promise.all(others.map((other) => other.connect()))
    const applied = await Promise.all(others.map((other) => migrate(other, dir)))
    await Promise.all(others.map((other) => other.end()))
    expect(applied.flat()).toEqual(['29990101000001_counted'])
    expect((await client.query('select count(*)::int as n from counted')).rows).toEqual([{ n: 1 }])
  })
})
