import { Prisma } from '../generated/client.ts'
import { everyCondition, findsEveryWord } from './search-words.ts'

export interface ChangeFilter {
  runId: string
  kind?: string | undefined
  outcome?: string | undefined
  /** The run's watermark: changes up to it without an outcome of their own were applied. */
  appliedThrough: number
  /** Every word must be part of the name, mail or user principal name; words of one or two letters begin a word there. */
  search?: string | undefined
}

export interface ChangePageQuery {
  filter: ChangeFilter
  afterSeq: number | null
  limit: number
  /** Whether more changes match than one cares to gather. The page is the same either way; the work is not. */
  many: boolean
}

/** Changes looked at in order for a search that many match, before all that match are gathered after all. */
const WALK = 5_000

/** Sequence numbers of one page of a run's changes, in the order they are applied. */
export async function pageChanges(db: Prisma.TransactionClient, query: ChangePageQuery): Promise<number[]> {
  const { filter, afterSeq, limit, many } = query
  const conditions = toConditions(filter)
  if (afterSeq !== null) conditions.push(Prisma.sql`c.seq > ${afterSeq}`)
  const read = async (found: Prisma.Sql) => {
    const rows = await db.$queryRaw<{ seq: number }[]>`
      select c.seq from (${found}) as c order by c.seq limit ${limit}::int`
    return rows.map((row) => row.seq)
  }
  if (!filter.search)
    return read(Prisma.sql`select c.seq from sync_changes c where ${everyCondition(conditions)}`)
  const met = many ? await read(foundOnTheWay(filter.search, conditions)) : []
  if (met.length === limit) return met
  const cut = Prisma.sql`order by c.seq limit ${limit}::int`
  return read(
    Prisma.sql`(${peopleFound(filter, conditions)} ${cut}) union all (${othersFound(filter, conditions)} ${cut})`,
  )
}

/** Those of the next few thousand changes that match. */
function foundOnTheWay(search: string, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const names = findsEveryWord(
    Prisma.sql`case when c.identity_id is null then fold_text(c.name) else i.search_text end`,
    search,
  )
  return Prisma.sql`
    select c.seq from (
      select c.seq, c.identity_id, c.name from sync_changes c where ${everyCondition(conditions)}
      order by c.seq limit ${WALK}::int
    ) as c left join entra_identities i on i.id = c.identity_id
    where ${everyCondition(names)}`
}

/** How many changes match; counting ends at `most`, so that a word everyone has costs no more than a rare one. */
export async function countMatchingChanges(
  db: Prisma.TransactionClient,
  filter: ChangeFilter,
  most: number,
): Promise<number> {
  const conditions = toConditions(filter)
  const found = filter.search
    ? Prisma.sql`${peopleFound(filter, conditions)} union all ${othersFound(filter, conditions)}`
    : Prisma.sql`select c.seq from sync_changes c where ${everyCondition(conditions)}`
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (select 1 from (${found}) as c limit ${most}) as m`
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

/** People are found through the index of the mirror, and their changes through that of the person. */
function peopleFound(filter: ChangeFilter, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const names = everyCondition(findsEveryWord(Prisma.sql`i.search_text`, filter.search))
  return Prisma.sql`
    select c.seq from sync_changes c join entra_identities i on i.id = c.identity_id
    where ${everyCondition(conditions)} and ${names}
      and i.connection_id = (select r.connection_id from sync_runs r where r.id = ${filter.runId}::uuid)`
}

/** What is no person of the mirror is looked at row by row, and is little. */
function othersFound(filter: ChangeFilter, conditions: readonly Prisma.Sql[]): Prisma.Sql {
  const names = everyCondition(findsEveryWord(Prisma.sql`fold_text(c.name)`, filter.search))
  return Prisma.sql`
    select c.seq from sync_changes c
    where ${everyCondition(conditions)} and c.identity_id is null and ${names}`
}

function toConditions(filter: ChangeFilter): Prisma.Sql[] {
  const conditions = [Prisma.sql`c.run_id = ${filter.runId}::uuid`]
  if (filter.kind !== undefined) conditions.push(Prisma.sql`c.kind = ${filter.kind}`)
  if (filter.outcome !== undefined) conditions.push(hasOutcome(filter.outcome, filter.appliedThrough))
  return conditions
}

/** The words `<> 'pending'` are said as well, because the index of outcomes is made for them alone. */
function hasOutcome(outcome: string, appliedThrough: number): Prisma.Sql {
  if (outcome === 'applied') return Prisma.sql`c.outcome = 'pending' and c.seq <= ${appliedThrough}`
  if (outcome === 'pending') return Prisma.sql`c.outcome = 'pending' and c.seq > ${appliedThrough}`
  return Prisma.sql`c.outcome = ${outcome} and c.outcome <> 'pending'`
}
