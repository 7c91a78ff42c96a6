import type { Pool, QueryResultRow } from 'pg'
import type { Tx } from './change.ts'

/** A statement that is prepared once per connection under its name; the text of a name never changes. */
export interface Statement {
  /** Null for a text that comes up seldom, or in too many forms to keep all of them prepared. */
  readonly name: string | null
  readonly text: string
}

/** Runs one statement as a transaction of its own and answers its rows. Values are parameters `$1`, `$2`, … */
export type Sql = <Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<Row[]>

/** The embedded database has one session for all connections, where a name prepared by one would be in the way of the others. */
export function createSql(pool: Pool, engine: 'embedded' | 'postgres'): Sql {
  return async <Row extends QueryResultRow>({ name, text }: Statement, values: readonly unknown[]) => {
    const query = engine === 'embedded' || name === null ? { text } : { name, text }
    const { rows } = await pool.query<Row>({ ...query, values: [...values] })
    return rows
  }
}

/** Statements through a transaction that is open, for a write that is one of several. */
export function sqlIn(tx: Tx): Sql {
  return <Row>({ text }: Statement, values: readonly unknown[]) => tx.$queryRawUnsafe<Row[]>(text, ...values)
}
