import { Prisma, type PrismaClient } from '../generated/client.ts'

export type MeasuredTable =
  | 'entra_identities'
  | 'entra_group_members'
  | 'sync_changes'
  | 'users'
  | 'realm_memberships'

/**
 * Tells the query planner how large these tables have become. Bulk loads outrun PostgreSQL's own autovacuum, and the
 * embedded engine has none, so that a join planned for a few rows would meet thousands.
 */
export async function refreshStatistics(
  client: PrismaClient,
  tables: readonly MeasuredTable[],
): Promise<void> {
  await client.$executeRaw`analyze ${Prisma.raw(tables.join(', '))}`
}
