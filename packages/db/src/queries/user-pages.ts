import { Prisma } from '../generated/client.ts'
import { isCommon } from './is-common.ts'
import { everyCondition, findsEveryWord, findsFew } from './search-words.ts'
import { beyondState, matches, statesOf, type UserFilter } from './user-conditions.ts'
import { countBeginningByState, countMatchingUsers } from './user-counts.ts'
import { columnOf, directionOf, firstIn, type UserOrder, type UserPosition } from './user-order.ts'
import { readStretch, stretchesOf } from './user-stretch.ts'

export interface UserPageQuery {
  filter: UserFilter
  order: UserOrder
  after: UserPosition | null
  limit: number
  /** People who match are counted up to this many and one more. */
  most: number
  /** People looked at in order before all that match are sorted after all; left out, 8,000. */
  walk?: number
}

export interface UserPage {
  rows: UserPosition[]
  /** `most` and one more when there may be more than that. */
  counted: number
}

const WALK = 8_000
const USERS_TEXT = Prisma.sql`u.search_text`

/**
 * One page of people after a position, with their own positions, and how many match. Rows without a sort key come last in
 * both directions. When no more match than are counted, one statement finds them and sorts them; those it came upon when
 * there are more tell how far the page reaches at most.
 */
export async function pageUsers(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPage> {
  const { filter, order, most, limit } = query
  if (beyondState(filter).length === 0) {
    const counted = await countMatchingUsers(db, filter, most + 1)
    return { counted, rows: await readStretches(db, query) }
  }
  if (order.by === 'match' && (await countBeginning(db, query)) > most)
    return { counted: most + 1, rows: await readStretches(db, query) }
  const found = await readFound(db, query)
  if (found.counted <= most) return found
  return { counted: found.counted, rows: await readStretches(db, query, found.rows[limit - 1]) }
}

async function readStretches(
  db: Prisma.TransactionClient,
  { filter, order, after, limit, walk = WALK }: UserPageQuery,
  upTo: UserPosition | null = null,
): Promise<UserPosition[]> {
  const rows: UserPosition[] = []
  const stretches = stretchesOf(filter, order)
  const first = after ? stretches.findIndex((stretch) => stretch.holds(after)) : 0
  for (const stretch of stretches.slice(first)) {
    const within = (place: UserPosition | null) => (place && stretch.holds(place) ? place : null)
    const missing = limit - rows.length
    if (missing === 0) break
    const chunk = { after: within(after), upTo: within(upTo), limit: missing, walk }
    rows.push(...(await readStretch(db, stretch, chunk)))
  }
  return rows
}

/** What an index says by itself is asked first: whoever searches begins with a letter or two, which very many match. */
async function countBeginning(
  db: Prisma.TransactionClient,
  { filter, most }: UserPageQuery,
): Promise<number> {
  const begun = await countBeginningByState(db, filter, most + 1)
  return statesOf(filter).reduce((total, state) => total + begun[state], 0)
}

/** Sorts what was found, which is everyone who matches unless it is one more than the most. */
async function readFound(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPage> {
  const { filter, order, after, limit, most } = query
  const { column, key } = columnOf(order)
  const { direction } = directionOf(order)
  const beginning = firstIn(order, filter)
  const begins = beginning ? Prisma.sql`starts_with(u.name_key, ${beginning})` : Prisma.sql`false`
  const hints = filter.search && !(await isCommonIn(db, filter)) ? findsFew(USERS_TEXT, filter.search) : []
  const sorted = Prisma.sql`begins desc, ${column} is null, ${column} ${direction}, u.id ${direction}`
  const rows = await db.$queryRaw<({ counted: number } & (UserPosition | { id: null }))[]>`
    with found as materialized (
      select u.id, u.name_key, u.email_key, u.created_at, u.updated_at, ${begins} as begins from users u
      where ${everyCondition([matches(filter), ...hints])} limit ${most + 1}::int
    )
    select t.counted, p.id, p.key, p.begins from (select count(*)::int as counted from found) as t left join (
      select u.id::text as id, ${key} as key, begins, row_number() over (order by ${sorted}) as place from found as u
      where ${after ? isBeyond(order, after) : Prisma.sql`true`} order by ${sorted} limit ${limit}::int
    ) as p on true order by p.place`
  return {
    counted: rows[0]?.counted ?? 0,
    rows: rows.flatMap(({ counted: _counted, ...row }) => (row.id === null ? [] : [row])),
  }
}

function isCommonIn(db: Prisma.TransactionClient, { search }: UserFilter): Promise<boolean> {
  return isCommon(db, {
    rows: Prisma.sql`select u.search_text from users u`,
    found: everyCondition(findsEveryWord(Prisma.sql`search_text`, search)),
  })
}

/** Beyond a place among rows that say whether they begin. */
function isBeyond(order: UserOrder, { key, id, begins }: UserPosition): Prisma.Sql {
  const { column, type } = columnOf(order)
  const { beyond } = directionOf(order)
  const later =
    key === null
      ? Prisma.sql`${column} is null and u.id ${beyond} ${id}::uuid`
      : Prisma.sql`(${column} is null or (${column}, u.id) ${beyond} (${key}::${type}, ${id}::uuid))`
  return begins ? Prisma.sql`(not begins or ${later})` : Prisma.sql`not begins and ${later}`
}
