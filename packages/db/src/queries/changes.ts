import { Prisma } from '../generated/client.ts'
import { changeConditions, type ChangeFilter } from './change-conditions.ts'
import { everyCondition } from './search-words.ts'

/** Sequence numbers of one page of a run's changes, in the order they are applied. */
export async function pageChanges(
  db: Prisma.TransactionClient,
  { filter, afterSeq, limit }: { filter: ChangeFilter; afterSeq: number | null; limit: number },
): Promise<number[]> {
  const conditions = changeConditions(filter)
  if (afterSeq !== null) conditions.push(Prisma.sql`c.seq > ${afterSeq}`)
  const rows = await db.$queryRaw<{ seq: number }[]>`
    select c.seq from sync_changes c where ${everyCondition(conditions)} order by c.seq limit ${limit}::int`
  return rows.map((row) => row.seq)
}

/** How many changes match; counting ends at `most`. */
export async function countMatchingChanges(
  db: Prisma.TransactionClient,
  filter: ChangeFilter,
  most: number,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (
      select 1 from sync_changes c where ${everyCondition(changeConditions(filter))} limit ${most}
    ) as counted`
  return rows[0]?.total ?? 0
}

/** Changes of each kind in the whole run. */
export async function countChangeKinds(
  db: Prisma.TransactionClient,
  runId: string,
): Promise<{ kind: string; total: number }[]> {
  return db.$queryRaw<{ kind: string; total: number }[]>`
    select kind, count(*)::int as total from sync_changes where run_id = ${runId}::uuid group by kind`
}

/** Changes that have an outcome of their own, by kind: few beside those that wait or were applied, and indexed apart. */
export async function countOwnOutcomes(
  db: Prisma.TransactionClient,
  runId: string,
): Promise<{ kind: string; outcome: string; total: number }[]> {
  return db.$queryRaw<{ kind: string; outcome: string; total: number }[]>`
    select kind, outcome, count(*)::int as total from sync_changes
    where run_id = ${runId}::uuid and outcome <> 'pending' group by kind, outcome`
}
