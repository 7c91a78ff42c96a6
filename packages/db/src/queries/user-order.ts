import { Prisma } from '../generated/client.ts'
import { beginningOf } from './search-words.ts'
import type { UserFilter } from './user-conditions.ts'

export interface UserOrder {
  /** `match` is the order of names, in which those whose name begins with what is searched for come first. */
  by: 'match' | 'name' | 'email' | 'createdAt' | 'updatedAt'
  descending: boolean
}

/** Place of a row in an order. */
export interface UserPosition {
  /** The sort key as text; null sorts last. */
  key: string | null
  id: string
  /** Whether the row belongs to those whose name begins with the search; false in any other order than `match`. */
  begins: boolean
}

export interface OrderColumn {
  column: Prisma.Sql
  /** Text that turns back into exactly the same value. */
  key: Prisma.Sql
  type: Prisma.Sql
  /** Whether each state has an index of its own in this order; email has one for everybody, which matching needs. */
  byState: boolean
  nullable: boolean
}

const NAME = textColumn('name_key', { byState: true, nullable: false })

const COLUMNS = {
  match: NAME,
  name: NAME,
  email: textColumn('email_key', { byState: false, nullable: true }),
  createdAt: timeColumn('created_at'),
  updatedAt: timeColumn('updated_at'),
} as const satisfies Record<UserOrder['by'], OrderColumn>

export function columnOf({ by }: UserOrder): OrderColumn {
  return COLUMNS[by]
}

export function directionOf({ descending }: UserOrder) {
  return descending
    ? { beyond: Prisma.sql`<`, within: Prisma.sql`>=`, direction: Prisma.sql`desc` }
    : { beyond: Prisma.sql`>`, within: Prisma.sql`<=`, direction: Prisma.sql`asc` }
}

/** What names begin with that come first; null in other orders, and when nothing is searched for. */
export function firstIn({ by }: UserOrder, { search }: UserFilter): Prisma.Sql | null {
  return by === 'match' ? beginningOf(search) : null
}

/** Upper and lower case together, and letters with their accents. */
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
