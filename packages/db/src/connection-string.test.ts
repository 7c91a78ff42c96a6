import pg from 'pg'
import { expect, it } from 'vitest'
import { describeAddress, inUtc } from './connection-string.ts'

it.each([
  ['postgres://u:p@h:5433/db', '-c TimeZone=UTC'],
  ['postgresql://h/db?sslmode=disable', '-c TimeZone=UTC'],
  [
    'postgresql://h/db?options=-c%20search_path%3Drollcall&sslmode=disable',
    '-c search_path=rollcall -c TimeZone=UTC',
  ],
  ['postgresql:///db?host=/var/run/postgresql', '-c TimeZone=UTC'],
])('sets the time zone in %s beside what is there', (address, options) => {
  const before = new pg.Client({ connectionString: address })
  const after = new pg.Client({ connectionString: inUtc(address) })
  expect(Reflect.get(Reflect.get(after, 'connectionParameters'), 'options')).toBe(options)
  for (const key of ['host', 'port', 'database', 'user', 'password', 'ssl'] as const) {
    expect(after[key]).toEqual(before[key])
  }
})

it('describes an address without its password', () => {
  expect(describeAddress('postgres://admin:hunter2@db.example:5433/rollcall')).toBe(
    'db.example:5433/rollcall',
  )
})

it.each(['', 'localhost:5432', 'mysql://h/db', 'postgres://u:p@ss@h:port/db'])('refuses %j', (address) => {
  expect(() => inUtc(address)).toThrow(/not a PostgreSQL one/)
})
