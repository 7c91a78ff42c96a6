import { Prisma } from '../generated/client.ts'
import { everyCondition } from './search-words.ts'
import { beyondState, isInState, statesOf, USER_STATES, type UserFilter } from './user-conditions.ts'

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
  /** Whether more people match than one cares to sort. The page is the same either way; the work is not. */
  many: boolean
  /** People looked at in order before all that match are sorted after all; left out, 8,000. */
  walk?: number
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
 * Ids of one page of people after a position, with their own positions. Rows without a sort key come last in both
 * directions, read by a second statement so that each one follows an index.
 */
export async function pageUsers(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPosition[]> {
  const column = COLUMNS[query.order.by]
  const startsAmongNulls = query.after !== null && query.after.key === null
  const keyed = startsAmongNulls ? [] : await readStretch(db, query, keyedStretch(query, column))
  const missing = query.limit - keyed.length
  if (!column.nullable || missing === 0) return keyed
  const rest = { ...query, after: startsAmongNulls ? query.after : null, limit: missing }
  return [...keyed, ...(await readStretch(db, rest, stretchWithoutKey(rest, column)))]
}

/**
 * What the indexes alone answer is read off them. Anything else is either looked for among people in order, which
 * ends soon when many match, or gathered by an index of its own and sorted. Many who all come late in the order, such
 * as everyone called Zoe in the order of names, are found by neither early nor cheaply: then the walk ends, and they
 * are gathered.
 */
async function readStretch(db: Prisma.TransactionClient, query: UserPageQuery, stretch: Stretch) {
  const { limit, many, walk = WALK } = query
  if (stretch.asked.length === 0) return readInOrder(db, stretch, { limit, walk: limit })
  const met = many ? await readInOrder(db, stretch, { limit, walk }) : []
  return met.length === limit ? met : gather(db, stretch, limit)
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
  const anyGroup = Prisma.join(
    groups.map((group) => Prisma.sql`(${group})`),
    ' or ',
  )
  return db.$queryRaw<UserPosition[]>`
    with found as materialized (
      select u.id, u.name_key, u.email_key, u.created_at, u.updated_at from users u
      where ${everyCondition([Prisma.sql`(${anyGroup})`, ...asked, ...range])}
    )
    select u.id::text as id, ${key} as key from found as u order by ${order} limit ${limit}::int`
}

function keyedStretch(query: UserPageQuery, column: OrderColumn): Stretch {
  const { beyond, direction } = directionOf(query.order)
  const range = column.nullable ? [Prisma.sql`${column.column} is not null`] : []
  if (query.after) {
    range.push(
      Prisma.sql`(${column.column}, u.id) ${beyond} (${query.after.key}::${column.type}, ${query.after.id}::uuid)`,
    )
  }
  const order = Prisma.sql`${column.column} ${direction}, u.id ${direction}`
  return { ...toGroups(query.filter, column), range, order, key: column.key }
}

function stretchWithoutKey(query: UserPageQuery, column: OrderColumn): Stretch {
  const { beyond, direction } = directionOf(query.order)
  const range = [Prisma.sql`${column.column} is null`]
  if (query.after) range.push(Prisma.sql`u.id ${beyond} ${query.after.id}::uuid`)
  const order = Prisma.sql`u.id ${direction}`
  return { ...toGroups(query.filter, column), range, order, key: Prisma.sql`null::text` }
}

function toGroups(filter: UserFilter, { byState }: OrderColumn): Pick<Stretch, 'groups' | 'asked'> {
  const states = statesOf(filter)
  const asked = beyondState(filter)
  if (byState) return { groups: states.map((state) => USER_STATES[state]), asked }
  return { groups: [Prisma.sql`true`], asked: [...isInState(states), ...asked] }
}

function directionOf({ descending }: UserOrder) {
  return descending
    ? { beyond: Prisma.sql`<`, direction: Prisma.sql`desc` }
    : { beyond: Prisma.sql`>`, direction: Prisma.sql`asc` }
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
