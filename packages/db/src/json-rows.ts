import type { Sql, Statement } from './sql.ts'

/** A row as PostgreSQL writes it in JSON: times are texts, in ISO 8601 with their offset. */
export type JsonRow<Row> = { [Column in keyof Row]: Row[Column] extends Date ? string : Row[Column] }

/**
 * A query whose rows are one text each, for `jsonRows`. The client looks at every column of a row by itself, which takes
 * several times as long as reading the JSON of all of them. Columns with more than 53 bits have to be text in it.
 */
export function asJson(query: string): string {
  return `select to_json(one)::text as json from (${query}) one`
}

export async function jsonRows<Row>(
  sql: Sql,
  statement: Statement,
  values: readonly unknown[],
): Promise<JsonRow<Row>[]> {
  const rows = await sql<{ json: string }>(statement, values)
  return rows.map(({ json }) => parseRow<Row>(json))
}

/** That the query selects what `Row` says is up to whoever writes it, as with every statement. */
export function parseRow<Row>(json: string): JsonRow<Row> {
  return JSON.parse(json) as JsonRow<Row>
}
