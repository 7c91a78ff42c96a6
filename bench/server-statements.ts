import type { Database } from '@rollcall/db'
import { Client } from 'pg'

/** What the server itself counts in this database. */
export interface ServerCounter {
  reset(): Promise<void>
  /** Statements since, `begin` and `commit` included, and without those of the counter. */
  read(): Promise<number>
  close(): Promise<void>
}

/** Null when the server does not have pg_stat_statements loaded, or does not let us use it. */
export async function openServerCounter(db: Database): Promise<ServerCounter | null> {
  if (db.engine !== 'postgres') return null
  const client = new Client({ connectionString: db.connectionString })
  await client.connect()
  const ask = async (sql: string) => (await client.query<{ calls: number }>(sql)).rows[0]?.calls ?? 0
  const counter: ServerCounter = {
    async reset() {
      await ask(
        `select pg_stat_statements_reset(0, oid, 0) from pg_database where datname = current_database()`,
      )
    },
    read: () =>
      ask(`select coalesce(sum(s.calls), 0)::int as calls
        from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database()
        where s.query not like '%pg_stat_statements%'`),
    close: () => client.end(),
  }
  try {
    await client.query('create extension if not exists pg_stat_statements')
    await counter.read()
    return counter
  } catch {
    await counter.close()
    return null
  }
}
