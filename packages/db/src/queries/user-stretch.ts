import { Prisma } from '../generated/client.ts'
import { everyCondition } from './search-words.ts'
import {
  beyondState,
  isInState,
  nameBegins,
  statesOf,
  USER_STATES,
  type UserFilter,
} from './user-conditions.ts'
import {
  firstIn,
  columnOf,
  directionOf,
  type OrderColumn,
  type UserOrder,
  type UserPosition,
} from './user-order.ts'
import { FURTHER, isPromising } from './walking.ts'

/** A part of a list that an index has in its order. A list is one of them, or two, one after the other. */
export interface Stretch {
  holds(position: UserPosition): boolean
  /** The groups that have an index in this order, and what is asked of people in them beyond that. */
  readonly groups: readonly Prisma.Sql[]
  readonly asked: readonly Prisma.Sql[]
  /** Within the stretch, beyond one place and up to another. */
  range(from: UserPosition | null, to: UserPosition | null): readonly Prisma.Sql[]
  readonly order: Prisma.Sql
  readonly key: Prisma.Sql
  readonly begins: boolean
}

export interface StretchQuery {
  readonly after: UserPosition | null
  /** A place that what is read is known to reach at most. */
  readonly upTo: UserPosition | null
  readonly limit: number
  /** People looked at in order before all that match are sorted after all. */
  readonly walk: number
}

export function stretchesOf(filter: UserFilter, order: UserOrder): readonly Stretch[] {
  const column = columnOf(order)
  const keyed = keyedStretch(filter, order)
  const beginning = firstIn(order, filter)
  if (beginning) return [beginningStretch(filter, keyed, beginning), withoutBeginning(keyed, beginning)]
  return column.nullable ? [keyed, stretchWithoutKey(filter, order)] : [keyed]
}

/**
 * What the indexes alone answer is read off them. Anything else is looked for among people in order, which ends soon when
 * many match. Many who all come late in the order, such as everyone of a department that begins with Z, are found by
 * neither early nor cheaply: then the walk ends, and they are gathered by an index of their own and sorted.
 */
export async function readStretch(
  db: Prisma.TransactionClient,
  stretch: Stretch,
  { after, upTo, limit, walk }: StretchQuery,
): Promise<UserPosition[]> {
  const inOrder = (from: UserPosition | null, more: { limit: number; walk: number }) =>
    readInOrder(db, stretch, { ...more, range: stretch.range(from, null) })
  if (stretch.asked.length === 0) return inOrder(after, { limit, walk: limit })
  const met = await inOrder(after, { limit, walk })
  if (isPromising(met.length, limit)) {
    const more = { limit: limit - met.length, walk: walk * FURTHER }
    met.push(...(await inOrder(met.at(-1) ?? null, more)))
  }
  if (met.length === limit) return met
  // A walk is not told where the page ends at most: the planner would no longer follow the order.
  const near = upTo ? await gather(db, stretch, { limit, range: stretch.range(after, upTo) }) : []
  // Fewer than there were when someone has gone meanwhile.
  return near.length === limit ? near : gather(db, stretch, { limit, range: stretch.range(after, null) })
}

/** The groups are merged before the walk ends, because one may be read far beyond the place where another ended. */
function readInOrder(
  db: Prisma.TransactionClient,
  { groups, asked, order, key, begins }: Stretch,
  { limit, walk, range }: { limit: number; walk: number; range: readonly Prisma.Sql[] },
) {
  const walks = groups.map(
    (group) => Prisma.sql`(select u.* from users u where ${everyCondition([group, ...range])}
      order by ${order} limit ${walk}::int)`,
  )
  return db.$queryRaw<UserPosition[]>`
    select u.id::text as id, ${key} as key, ${begins}::boolean as begins
    from (select u.* from (${Prisma.join(walks, ' union all ')}) as u order by ${order} limit ${walk}::int) as u
    where ${everyCondition(asked)} order by ${order} limit ${limit}::int`
}

function gather(
  db: Prisma.TransactionClient,
  { groups, asked, order, key, begins }: Stretch,
  { limit, range }: { limit: number; range: readonly Prisma.Sql[] },
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
    select u.id::text as id, ${key} as key, ${begins}::boolean as begins
    from found as u order by ${order} limit ${limit}::int`
}

/** Everyone in an order, or those who have a key where others have none. */
function keyedStretch(filter: UserFilter, by: UserOrder): Stretch {
  const { column, key, type, ...kind } = columnOf(by)
  const { beyond, within, direction } = directionOf(by)
  const place = (at: UserPosition) => Prisma.sql`(${at.key}::${type}, ${at.id}::uuid)`
  return {
    ...toGroups(filter, kind),
    holds: (position) => position.key !== null,
    range: (from, to) => [
      ...(kind.nullable ? [Prisma.sql`${column} is not null`] : []),
      ...(from ? [Prisma.sql`(${column}, u.id) ${beyond} ${place(from)}`] : []),
      ...(to ? [Prisma.sql`(${column}, u.id) ${within} ${place(to)}`] : []),
    ],
    order: Prisma.sql`${column} ${direction}, u.id ${direction}`,
    key,
    begins: false,
  }
}

function stretchWithoutKey(filter: UserFilter, by: UserOrder): Stretch {
  const { column, byState } = columnOf(by)
  const { beyond, within, direction } = directionOf(by)
  return {
    ...toGroups(filter, { byState }),
    holds: (position) => position.key === null,
    range: (from, to) => [
      Prisma.sql`${column} is null`,
      ...(from ? [Prisma.sql`u.id ${beyond} ${from.id}::uuid`] : []),
      ...(to ? [Prisma.sql`u.id ${within} ${to.id}::uuid`] : []),
    ],
    order: Prisma.sql`u.id ${direction}`,
    key: Prisma.sql`null::text`,
    begins: false,
  }
}

/** A name that begins with all that is searched for holds every word of it, so that the index alone tells who belongs here. */
function beginningStretch(filter: UserFilter, names: Stretch, beginning: Prisma.Sql): Stretch {
  return {
    ...names,
    ...toGroups({ ...filter, search: undefined }, { byState: true }),
    holds: (position) => position.begins,
    range: (from, to) => [nameBegins(beginning), ...names.range(from, to)],
    begins: true,
  }
}

function withoutBeginning(names: Stretch, beginning: Prisma.Sql): Stretch {
  return {
    ...names,
    asked: [...names.asked, Prisma.sql`not starts_with(u.name_key, ${beginning})`],
    holds: (position) => !position.begins,
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
