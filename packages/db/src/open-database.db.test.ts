import { expect, it } from 'vitest'
import { openDatabase } from './open-database.ts'
import { describeEachEngine, describeOnPostgres } from './testing/index.ts'
import { MIGRATIONS_DIR } from './testing/migrations-dir.ts'

describeEachEngine('an open database', (open) => {
  it('answers a ping and knows times as instants', async () => {
    await open().ping()
    const claimedAt = new Date('2026-03-29T01:30:00.123Z')
    const { id } = await open().client.user.create({
      data: { name: 'Ana', did: 'did:vaultys:01aa00000000000000000000000000000000000a', claimedAt },
    })
    expect((await open().client.user.findUniqueOrThrow({ where: { id } })).claimedAt).toEqual(claimedAt)
    const rows = await open().client.$queryRaw`
      select extract(epoch from claimed_at)::float8 as seconds from users where id = ${id}::uuid`
    expect(rows).toEqual([{ seconds: claimedAt.getTime() / 1000 }])
  })
})

it('says where it looked when nothing answers, without the password', async () => {
  const opening = openDatabase({
    url: 'postgres://admin:hunter2@127.0.0.1:1/rollcall',
    migrationsDir: MIGRATIONS_DIR,
  })
  await expect(opening).rejects.toThrow(
    /^Could not connect to PostgreSQL at 127.0.0.1:1\/rollcall: connect ECONNREFUSED/,
  )
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

it('asks for a place when it was given none', async () => {
  await expect(openDatabase({ migrationsDir: MIGRATIONS_DIR })).rejects.toThrow(/Say where the database is/)
})

describeOnPostgres('an open server', (open) => {
  it('keeps to UTC where the server has another time zone', async () => {
    const { connectionString } = open()
    const [row] = await open().client.$queryRaw<{ name: string }[]>`select current_database() as name`
    await open().client.$executeRawUnsafe(`alter database ${row?.name} set timezone = 'Asia/Kolkata'`)
    const url = connectionString.replace(/[?&]options=[^&]*/, '')
    const again = await openDatabase({ url, migrationsDir: MIGRATIONS_DIR })
    try {
      const rows = await again.client.$queryRaw`select timestamptz '2026-01-01 00:00:00+00' as instant`
      expect(rows).toEqual([{ instant: new Date('2026-01-01T00:00:00Z') }])
    } finally {
      await again.close()
    }
  })
})
