import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../open-database.ts'
import { openTestDatabase } from '../testing/index.ts'

let database: Database
let pool: pg.Pool
beforeAll(async () => {
  database = await openTestDatabase('embedded')
  pool = new pg.Pool({ connectionString: database.connectionString, max: 6 })
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

const numbers = (length: number) => Array.from({ length }, (_, n) => n)

it('gives each connection its own answer, however large the statements between them are', async () => {
  const large = (n: number) =>
    pool
      .query('select count(*)::int as n, min(v) as least from unnest($1::text[]) v', [
        numbers(4000).map((item) => `${n}-${item}-${'x'.repeat(60)}`),
      ])
      .then(({ rows: [row] }) => expect([row.n, row.least.split('-')[0]]).toEqual([4000, String(n)]))
  const small = (n: number) =>
    pool.query('select $1::int as n', [n]).then(({ rows }) => expect(rows).toEqual([{ n }]))
  const failing = () => expect(pool.query('select 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' })
  await Promise.all(numbers(40).flatMap((n) => [small(n), large(n), small(n + 1000), failing()]))
})

it('keeps others out of an open transaction', async () => {
  const { seen } = await database.change(async (tx) => {
    await tx.setting.create({ data: { key: 'k', value: 1 } })
    const answer = pool.query(`select count(*)::int as n from settings where key = 'k'`)
    await tx.setting.delete({ where: { key: 'k' } })
    return { seen: answer }
  })
  // Had the other connection been let in, it would have been part of this transaction and seen the row.
  expect((await seen).rows).toEqual([{ n: 0 }])
})

it('rolls back for a connection that was lost inside a transaction, and goes on', async () => {
  const lost = new pg.Client({ connectionString: database.connectionString })
  lost.on('error', () => {})
  await lost.connect()
  await lost.query('begin')
  await lost.query(`insert into settings (key, value) values ('lost', '1')`)
  Reflect.get(Reflect.get(lost, 'connection'), 'stream').destroy()
  const { rows } = await pool.query(`select count(*)::int as n from settings where key = 'lost'`)
  expect(rows).toEqual([{ n: 0 }])
})

it('goes on after a connection was lost in the middle of a statement', async () => {
  const lost = new pg.Client({ connectionString: database.connectionString })
  lost.on('error', () => {})
  await lost.connect()
  const parse = Buffer.from('P\0\0\0\x10\0select 1\0\0\0', 'latin1')
  const stream = Reflect.get(Reflect.get(lost, 'connection'), 'stream')
  await new Promise((written) => stream.write(parse, written))
  stream.destroy()
  await Promise.all(numbers(20).map((n) => pool.query('select $1::int as n', [n])))
  expect((await pool.query('select 1 as n')).rows).toEqual([{ n: 1 }])
})

it('takes back the settings of a connection that ends', async () => {
  const careless = new pg.Client({ connectionString: database.connectionString })
  await careless.connect()
  await careless.query(
    `select set_config('search_path', '', false), set_config('timezone', 'Asia/Kolkata', false)`,
  )
  await careless.end()
  await database.client.setting.count()
  const rows = await database.client.$queryRaw`select current_setting('timezone') as zone`
  expect(rows).toEqual([{ zone: 'UTC' }])
})
