import { Prisma } from '../generated/client.ts'
import { everyCondition, holdsEveryWord } from './search-words.ts'

export interface ChangeFilter {
  runId: string
  kind?: string | undefined
  outcome?: string | undefined
  /** The run's watermark: changes up to it without an outcome of their own were applied. */
  appliedThrough: number
  search?: string | undefined
}

/** Sequence numbers of one page of a run's changes, in the order they are applied. */
export async function pageChanges(
  db: Prisma.TransactionClient,
  query: { filter: ChangeFilter; afterSeq: number | null; limit: number },
): Promise<number[]> {
  const conditions = toConditions(query.filter)
  if (query.afterSeq !== null) conditions.push(Prisma.sql`c.seq > ${query.afterSeq}`)
  const rows = await db.$queryRaw<{ seq: number }[]>`
    select c.seq from sync_changes c where ${everyCondition(conditions)} order by c.seq limit ${query.limit}`
  return rows.map((row) => row.seq)
}

export async function countMatchingChanges(
  db: Prisma.TransactionClient,
  filter: ChangeFilter,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from sync_changes c where ${everyCondition(toConditions(filter))}`
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

function toConditions(filter: ChangeFilter): Prisma.Sql[] {
  const conditions = [Prisma.sql`c.run_id = ${filter.runId}::uuid`]
  const names = everyCondition(holdsEveryWord(Prisma.sql`i.search_text`, filter.search))
  if (filter.search) {
    // People are found through the index of the mirror; what is no person is looked at row by row, and is little.
    conditions.push(Prisma.sql`(
      c.identity_id in (select i.id from entra_identities i where ${names}
        and i.connection_id = (select r.connection_id from sync_runs r where r.id = ${filter.runId}::uuid))
      or c.identity_id is null and ${everyCondition(holdsEveryWord(Prisma.sql`fold_text(c.name)`, filter.search))})`)
  }
  if (filter.kind !== undefined) conditions.push(Prisma.sql`c.kind = ${filter.kind}`)
  if (filter.outcome !== undefined) conditions.push(hasOutcome(filter.outcome, filter.appliedThrough))
  return conditions
}

function hasOutcome(outcome: string, appliedThrough: number): Prisma.Sql {
  if (outcome === 'applied') return Prisma.sql`c.outcome = 'pending' and c.seq <= ${appliedThrough}`
  if (outcome === 'pending') return Prisma.sql`c.outcome = 'pending' and c.seq > ${appliedThrough}`
  return Prisma.sql`c.outcome = ${outcome}`
}
