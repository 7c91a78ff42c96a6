import type { Database } from '@rollcall/db'

interface TableCount {
  readonly total: number
  /** Inserted or updated after the mark. */
  readonly fresh: number
}

/**
 * How many rows of each table were inserted or updated while `work` ran, for tables with any. Told from the transaction
 * that wrote each row, which no engine keeps from us and which is never late, as the statistics of the server are.
 * Throws when rows were deleted. Nobody else may write meanwhile.
 */
export async function rowsWrittenDuring(
  db: Database,
  work: () => Promise<unknown>,
): Promise<Map<string, number>> {
  const tables = await db.client.$queryRaw<{ name: string }[]>`
    select tablename::text as name from pg_tables where schemaname = 'public' order by tablename`
  const names = tables.map((table) => table.name)
  const before = await countAll(db, names, await markNow(db))
  const mark = await markNow(db)
  await work()
  const after = await countAll(db, names, mark)
  const written = new Map<string, number>()
  for (const name of names) {
    const { fresh = 0, total = 0 } = after.get(name) ?? {}
    if (total < (before.get(name)?.total ?? 0)) throw new Error(`Rows of ${name} were deleted.`)
    if (fresh > 0) written.set(name, fresh)
  }
  return written
}

/** A transaction that later ones come after. Its number fits 32 bits, as those in rows do. */
async function markNow(db: Database): Promise<number> {
  const rows = await db.client.$queryRaw<{ mark: number }[]>`
    select mod(pg_current_xact_id()::text::bigint, 4294967296)::float8 as mark`
  return rows[0]?.mark ?? Number.NaN
}

async function countAll(
  db: Database,
  names: readonly string[],
  mark: number,
): Promise<Map<string, TableCount>> {
  const counts = new Map<string, TableCount>()
  for (const name of names) {
    // Names come from the catalog of our own database.
    const rows = await db.client.$queryRawUnsafe<TableCount[]>(
      `select count(*)::int as total, (count(*) filter (where xmin::text::bigint > $1))::int as fresh from "${name}"`,
      mark,
    )
    if (rows[0]) counts.set(name, rows[0])
  }
  return counts
}
