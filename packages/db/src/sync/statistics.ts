import { Prisma, type PrismaClient } from '../generated/client.ts'

export type MeasuredTable =
  | 'entra_identities'
  | 'entra_group_members'
  | 'sync_changes'
  | 'users'
  | 'realm_memberships'

/** A quarter of PostgreSQL's own, for a quarter of the time: sizes and common values matter here, and autovacuum adds the rest. */
const DETAIL = 25

/**
 * Tells the query planner how large tables have become that `rows` rows were written to. Bulk loads outrun PostgreSQL's own
 * autovacuum, and the embedded engine has none, so that a join planned for a few rows would meet thousands. A table
 * that grew by less than a tenth is left as it is known.
 */
export async function refreshStatistics(
  client: PrismaClient,
  tables: readonly MeasuredTable[],
  rows: number,
): Promise<void> {
  const outgrown = await client.$queryRaw<{ name: MeasuredTable }[]>`
    select relname as name from pg_class
    where oid = any(${tables}::regclass[]) and reltuples < ${rows}::int * 10`
  if (outgrown.length === 0) return
  await client.$transaction(async (tx) => {
    await tx.$executeRaw`set local default_statistics_target = ${Prisma.raw(String(DETAIL))}`
    await tx.$executeRaw`analyze ${Prisma.raw(outgrown.map((table) => table.name).join(', '))}`
  })
}
