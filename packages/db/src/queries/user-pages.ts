import { Prisma } from '../generated/client.ts'
import { everyCondition } from './search-words.ts'
import { beyondState, isInState, matches, statesOf, USER_STATES, type UserFilter } from './user-conditions.ts'
import { countMatchingUsers } from './user-counts.ts'
import { FURTHER, isPromising } from './walking.ts'

export interface UserOrder {
  by: 'name' | 'email' | 'createdAt' | 'updatedAt'
  descending: boolean
}

/** Place of a row in an order: its sort key as text (null sorts last) and its id. */
export interface UserPosition {
  key: string | null
  id: string
}

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

interface OrderColumn {
  column: Prisma.Sql
  /** Text that turns back into exactly the same value. */
  key: Prisma.Sql
  type: Prisma.Sql
  /** Whether each state has an index of its own in this order; email has one for everybody, which matching needs. */
  byState: boolean
  nullable: boolean
}

const COLUMNS = {
  name: textColumn('name_key', { byState: true, nullable: false }),
  email: textColumn('email_key', { byState: false, nullable: true }),
  createdAt: timeColumn('created_at'),
  updatedAt: timeColumn('updated_at'),
} as const satisfies Record<UserOrder['by'], OrderColumn>

/** One stretch of the list: the people with a sort key, or those without one. */
interface Stretch {
  /** The groups that have an index in this order, and what is asked of people in them beyond that. */
  groups: readonly Prisma.Sql[]
  asked: readonly Prisma.Sql[]
  /** Within the stretch and beyond the place where the page begins. */
  range: readonly Prisma.Sql[]
  order: Prisma.Sql
  key: Prisma.Sql
}

/**
 * One page of people after a position, with their own positions, and how many match. Rows without a sort key come last in
 * both directions. When no more match than are counted, one statement finds them and sorts them; those it came upon when
 * there are more tell how far the page reaches at most.
 */
export async function pageUsers(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPage> {
  const { filter, most, limit } = query
  if (beyondState(filter).length === 0) {
    const counted = await countMatchingUsers(db, filter, most + 1)
    return { counted, rows: await readStretches(db, query) }
  }
  const found = await readFound(db, query)
  if (found.counted <= most) return found
  return { counted: found.counted, rows: await readStretches(db, query, found.rows[limit - 1]) }
}

/** Sorts what was found, which is everyone who matches unless it is one more than the most. */
async function readFound(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPage> {
  const { filter, order, after, limit, most } = query
  const { column, key, nullable } = COLUMNS[order.by]
  const { direction } = directionOf(order)
  const sorted = Prisma.sql`${column} is null, ${column} ${direction}, u.id ${direction}`
  const rows = await db.$queryRaw<({ counted: number } & (UserPosition | { id: null }))[]>`
    with found as materialized (
      select u.id, u.name_key, u.email_key, u.created_at, u.updated_at from users u
      where ${matches(filter)} limit ${most + 1}::int
    )
    select t.counted, p.id, p.key from (select count(*)::int as counted from found) as t left join (
      select u.id::text as id, ${key} as key, row_number() over (order by ${sorted}) as place from found as u
      where ${after ? isBeyond(order, after, nullable) : Prisma.sql`true`} order by ${sorted} limit ${limit}::int
    ) as p on true order by p.place`
  return {
    counted: rows[0]?.counted ?? 0,
    rows: rows.flatMap(({ counted: _counted, ...row }) => (row.id === null ? [] : [row])),
  }
}

/** Beyond a place in an order where rows without a sort key come last. */
function isBeyond(order: UserOrder, { key, id }: UserPosition, nullable: boolean): Prisma.Sql {
  const { column, type } = COLUMNS[order.by]
  const { beyond } = directionOf(order)
  if (key === null) return Prisma.sql`${column} is null and u.id ${beyond} ${id}::uuid`
  const keyed = Prisma.sql`(${column}, u.id) ${beyond} (${key}::${type}, ${id}::uuid)`
  return nullable ? Prisma.sql`(${column} is null or ${keyed})` : keyed
}

/**
 * Those without a sort key are read by a second statement, so that each one follows an index. `upTo` is a place that the
 * page is known to reach at most.
 */
async function readStretches(
  db: Prisma.TransactionClient,
  query: UserPageQuery,
  upTo: UserPosition | null = null,
): Promise<UserPosition[]> {
  const startsAmongNulls = query.after !== null && query.after.key === null
  const keyed = startsAmongNulls ? [] : await readStretch(db, { ...query, upTo }, keyedStretch(query))
  const missing = query.limit - keyed.length
  if (!COLUMNS[query.order.by].nullable || missing === 0) return keyed
  const rest = { ...query, after: startsAmongNulls ? query.after : null, limit: missing }
  return [...keyed, ...(await readStretch(db, { ...rest, upTo: null }, stretchWithoutKey(rest)))]
}

/**
 * What the indexes alone answer is read off them. Anything else is looked for among people in order, which ends soon when
 * many match. Many who all come late in the order, such as everyone called Zoe in the order of names, are found by
 * neither early nor cheaply: then the walk ends, and they are gathered by an index of their own and sorted.
 */
async function readStretch(
  db: Prisma.TransactionClient,
  { after, upTo, limit, walk = WALK }: UserPageQuery & { upTo: UserPosition | null },
  stretchOf: (from: UserPosition | null, to?: UserPosition) => Stretch,
): Promise<UserPosition[]> {
  const stretch = stretchOf(after)
  if (stretch.asked.length === 0) return readInOrder(db, stretch, { limit, walk: limit })
  const met = await readInOrder(db, stretch, { limit, walk })
  if (isPromising(met.length, limit)) {
    const more = { limit: limit - met.length, walk: walk * FURTHER }
    met.push(...(await readInOrder(db, stretchOf(met.at(-1) ?? null), more)))
  }
  if (met.length === limit) return met
  // A walk is not told where the page ends at most: the planner would no longer follow the order.
  const near = upTo && upTo.key !== null ? await gather(db, stretchOf(after, upTo), limit) : []
  // Fewer than there were when someone has gone meanwhile.
  return near.length === limit ? near : gather(db, stretch, limit)
}

/** The groups are merged before the walk ends, because one may be read far beyond the place where another ended. */
function readInOrder(
  db: Prisma.TransactionClient,
  { groups, asked, range, order, key }: Stretch,
  { limit, walk }: { limit: number; walk: number },
) {
  const walks = groups.map(
    (group) => Prisma.sql`(select u.* from users u where ${everyCondition([group, ...range])}
      order by ${order} limit ${walk}::int)`,
  )
  return db.$queryRaw<UserPosition[]>`
    select u.id::text as id, ${key} as key
    from (select u.* from (${Prisma.join(walks, ' union all ')}) as u order by ${order} limit ${walk}::int) as u
    where ${everyCondition(asked)} order by ${order} limit ${limit}::int`
}

function gather(
  db: Prisma.TransactionClient,
  { groups, asked, range, order, key }: Stretch,
  limit: number,
): Promise<UserPosition[]> {
  // The range is said of each group, because an index is made for people of one alone.
  const anyGroup = Prisma.join(
    groups.map((group) => Prisma.sql`(${everyCondition([group, ...range])})`),
    ' or ',
  )
  return db.$queryRaw<UserPosition[]>`
    with found as materialized (
      select u.id, u.name_key, u.email_key, u.created_at, u.updated_at from users u
      where ${everyCondition([Prisma.sql`(${anyGroup})`, ...asked])}
    )
    select u.id::text as id, ${key} as key from found as u order by ${order} limit ${limit}::int`
}

function keyedStretch({ filter, order: by }: UserPageQuery) {
  const { column, key, type, ...kind } = COLUMNS[by.by]
  const { beyond, within, direction } = directionOf(by)
  const order = Prisma.sql`${column} ${direction}, u.id ${direction}`
  const place = (at: UserPosition) => Prisma.sql`(${at.key}::${type}, ${at.id}::uuid)`
  return (from: UserPosition | null, to?: UserPosition): Stretch => {
    const range = kind.nullable ? [Prisma.sql`${column} is not null`] : []
    if (from) range.push(Prisma.sql`(${column}, u.id) ${beyond} ${place(from)}`)
    if (to) range.push(Prisma.sql`(${column}, u.id) ${within} ${place(to)}`)
    return { ...toGroups(filter, kind), range, order, key }
  }
}

function stretchWithoutKey({ filter, order: by }: UserPageQuery) {
  const { column, byState } = COLUMNS[by.by]
  const { beyond, direction } = directionOf(by)
  const order = Prisma.sql`u.id ${direction}`
  return (from: UserPosition | null): Stretch => {
    const range = [Prisma.sql`${column} is null`]
    if (from) range.push(Prisma.sql`u.id ${beyond} ${from.id}::uuid`)
    return { ...toGroups(filter, { byState }), range, order, key: Prisma.sql`null::text` }
  }
}

function toGroups(
  filter: UserFilter,
  { byState }: Pick<OrderColumn, 'byState'>,
): Pick<Stretch, 'groups' | 'asked'> {
  const states = statesOf(filter)
  const asked = beyondState(filter)
  if (byState) return { groups: states.map((state) => USER_STATES[state]), asked }
  return { groups: [Prisma.sql`true`], asked: [...isInState(states), ...asked] }
}

function directionOf({ descending }: UserOrder) {
  return descending
    ? { beyond: Prisma.sql`<`, within: Prisma.sql`>=`, direction: Prisma.sql`desc` }
    : { beyond: Prisma.sql`>`, within: Prisma.sql`<=`, direction: Prisma.sql`asc` }
}

/** Sorted as people compare text: upper and lower case together. */
function textColumn(
  name: 'name_key' | 'email_key',
  kind: Pick<OrderColumn, 'byState' | 'nullable'>,
): OrderColumn {
  const column = Prisma.raw(`u.${name}`)
  return { column, key: column, type: Prisma.sql`text`, ...kind }
}

/** Microseconds must survive the round trip through the cursor, or rows of one millisecond would repeat. */
function timeColumn(name: 'created_at' | 'updated_at'): OrderColumn {
  const column = Prisma.raw(`u.${name}`)
  const key = Prisma.sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return { column, key, type: Prisma.sql`timestamptz`, byState: true, nullable: false }
}
