import { Prisma } from '../generated/client.ts'
import { changeConditions, type ChangeFilter } from './change-conditions.ts'
import { isCommon } from './is-common.ts'
import { everyCondition, findsEveryWord, findsFew } from './search-words.ts'
import { FURTHER, isPromising } from './walking.ts'

export interface ChangeSearch {
  filter: ChangeFilter
  /** Every word must be part of the name, mail or user principal name; words of one or two letters begin a word there. */
  search: string
  afterSeq: number | null
  limit: number
  /** Changes that match are counted up to this many and one more. */
  most: number
  /** Changes looked at in order before all that match are gathered after all; left out, 5,000. */
  walk?: number
}

export interface ChangesFound {
  seqs: number[]
  /** `most` and one more when there may be more than that. */
  counted: number
}

const WALK = 5_000

/**
 * Sequence numbers of one page of the changes that match, in the order they are applied, and how many match. When no more
 * people match than are counted, one statement finds their changes and sorts them.
 */
export async function searchChanges(
  db: Prisma.TransactionClient,
  query: ChangeSearch,
): Promise<ChangesFound> {
  const { filter, search, most } = query
  const { people, counted, seqs } = await readFound(db, query, await isCommonIn(db, query))
  if (people <= most && counted <= most) return { counted, seqs }
  return {
    // Of so many people, those looked at may happen to have few of the changes that are asked for.
    counted: counted > most ? most + 1 : await countFound(db, { filter, search, most }),
    seqs: await walkOrGather(db, query),
  }
}

async function walkOrGather(db: Prisma.TransactionClient, query: ChangeSearch): Promise<number[]> {
  const { limit, walk = WALK } = query
  const met = await readOnTheWay(db, { ...query, walk })
  if (isPromising(met.length, limit)) {
    const more = { ...query, afterSeq: met.at(-1) ?? null, limit: limit - met.length, walk: walk * FURTHER }
    met.push(...(await readOnTheWay(db, more)))
  }
  return met.length === limit ? met : gather(db, query)
}

/** All changes that match, in the order they are applied. */
export async function findAllChanges(
  db: Prisma.TransactionClient,
  query: Pick<ChangeSearch, 'filter' | 'search'>,
): Promise<number[]> {
  const rows = await db.$queryRaw<{ seqs: number[] }[]>`
    with ${found(query, null)} select array(select f.seq from found f order by f.seq) as seqs`
  return rows[0]?.seqs ?? []
}

function isCommonIn(db: Prisma.TransactionClient, { search }: ChangeSearch): Promise<boolean> {
  return isCommon(db, {
    rows: Prisma.sql`select i.search_text from entra_identities i`,
    found: everyCondition(findsEveryWord(Prisma.sql`search_text`, search)),
  })
}

async function readFound(
  db: Prisma.TransactionClient,
  query: ChangeSearch,
  common: boolean,
): Promise<ChangesFound & { people: number }> {
  const rows = await db.$queryRaw<(ChangesFound & { people: number })[]>`
    with ${found(query, query.most + 1, common ? findsEveryWord : findsFew)}
    select (select count(*)::int from people) as people, (select count(*)::int from found) as counted,
      array(select f.seq from found f where ${isAfter(query)} order by f.seq limit ${query.limit}::int) as seqs`
  return rows[0] ?? { people: 0, counted: 0, seqs: [] }
}

async function countFound(
  db: Prisma.TransactionClient,
  query: Pick<ChangeSearch, 'filter' | 'search' | 'most'>,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    with ${found(query, null)}
    select count(*)::int as total from (select 1 from found limit ${query.most + 1}::int) as counted`
  return rows[0]?.total ?? 0
}

/** Those of the next few thousand changes that match. */
async function readOnTheWay(
  db: Prisma.TransactionClient,
  { filter, search, afterSeq, limit, walk }: ChangeSearch & { walk: number },
): Promise<number[]> {
  const beyond = afterSeq === null ? [] : [Prisma.sql`c.seq > ${afterSeq}`]
  const name = Prisma.sql`case when c.identity_id is null then fold_text(c.name) else i.search_text end`
  const rows = await db.$queryRaw<{ seq: number }[]>`
    select c.seq from (
      select c.seq, c.identity_id, c.name from sync_changes c
      where ${everyCondition([...changeConditions(filter), ...beyond])} order by c.seq limit ${walk}::int
    ) as c left join entra_identities i on i.id = c.identity_id
    where ${everyCondition(findsEveryWord(name, search))} order by c.seq limit ${limit}::int`
  return rows.map((row) => row.seq)
}

async function gather(db: Prisma.TransactionClient, query: ChangeSearch): Promise<number[]> {
  const rows = await db.$queryRaw<{ seq: number }[]>`
    with ${found(query, null)}
    select f.seq from found f where ${isAfter(query)} order by f.seq limit ${query.limit}::int`
  return rows.map((row) => row.seq)
}

function isAfter({ afterSeq }: Pick<ChangeSearch, 'afterSeq'>): Prisma.Sql {
  return afterSeq === null ? Prisma.sql`true` : Prisma.sql`f.seq > ${afterSeq}`
}

/**
 * `people` are found through the index of the mirror, at most so many unless it is null, and their changes through that of
 * the person: one look-up for each, which `offset 0` holds the planner to when it takes the people for many more than they
 * are. What is no person of the mirror is looked at row by row, and is little.
 */
function found(
  { filter, search }: Pick<ChangeSearch, 'filter' | 'search'>,
  most: number | null,
  finds = findsEveryWord,
): Prisma.Sql {
  const conditions = everyCondition(changeConditions(filter))
  const names = everyCondition(finds(Prisma.sql`i.search_text`, search))
  const otherNames = everyCondition(findsEveryWord(Prisma.sql`fold_text(c.name)`, search))
  return Prisma.sql`
    people as materialized (
      select i.id from entra_identities i
      where ${names} and i.connection_id = (select r.connection_id from sync_runs r where r.id = ${filter.runId}::uuid)
      limit ${most}::bigint
    ), found as (
      select c.seq from people p
      cross join lateral (select c.seq from sync_changes c where c.identity_id = p.id and ${conditions} offset 0) as c
      union all (
        select c.seq from sync_changes c where ${conditions} and c.identity_id is null and ${otherNames}
        limit ${most}::bigint
      )
    )`
}
