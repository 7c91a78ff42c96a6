import { Prisma } from '../generated/client.ts'
import { everyCondition, holdsEveryWord } from './search-words.ts'

export interface UserFilter {
  registered?: boolean | undefined
  status?: string | undefined
  role?: string | undefined
  realmId?: string | undefined
  connectionId?: string | undefined
  left?: boolean | undefined
  /** Every word must be part of the name, email or department, in any case. */
  search?: string | undefined
}

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
}

interface OrderColumn {
  column: Prisma.Sql
  /** Text that turns back into exactly the same value. */
  key: Prisma.Sql
  type: Prisma.Sql
  nullable: boolean
}

const COLUMNS = {
  name: textColumn('name_key', false),
  email: textColumn('email_key', true),
  createdAt: timeColumn('created_at'),
  updatedAt: timeColumn('updated_at'),
} as const satisfies Record<UserOrder['by'], OrderColumn>

/**
 * Ids of one page of people after a position, with their own positions. Rows without a sort key come last in both
 * directions, read by a second statement so that each one follows an index.
 */
export async function pageUsers(db: Prisma.TransactionClient, query: UserPageQuery): Promise<UserPosition[]> {
  const column = COLUMNS[query.order.by]
  const startsAmongNulls = query.after !== null && query.after.key === null
  const keyed = startsAmongNulls ? [] : await pageKeyed(db, query, column)
  const missing = query.limit - keyed.length
  if (!column.nullable || missing === 0) return keyed
  const after = startsAmongNulls ? query.after : null
  return [...keyed, ...(await pageWithoutKey(db, { ...query, after, limit: missing }, column))]
}

function pageKeyed(
  db: Prisma.TransactionClient,
  query: UserPageQuery,
  { column, key, type, nullable }: OrderColumn,
) {
  const conditions = toConditions(query.filter)
  if (nullable) conditions.push(Prisma.sql`${column} is not null`)
  const beyond = query.order.descending ? Prisma.sql`<` : Prisma.sql`>`
  const direction = query.order.descending ? Prisma.sql`desc` : Prisma.sql`asc`
  if (query.after) {
    conditions.push(
      Prisma.sql`(${column}, u.id) ${beyond} (${query.after.key}::${type}, ${query.after.id}::uuid)`,
    )
  }
  return db.$queryRaw<UserPosition[]>`
    select u.id::text as id, ${key} as key from users u
    where ${everyCondition(conditions)}
    order by ${column} ${direction}, u.id ${direction} limit ${query.limit}`
}

function pageWithoutKey(db: Prisma.TransactionClient, query: UserPageQuery, { column }: OrderColumn) {
  const conditions = [...toConditions(query.filter), Prisma.sql`${column} is null`]
  const direction = query.order.descending ? Prisma.sql`desc` : Prisma.sql`asc`
  const beyond = query.order.descending ? Prisma.sql`<` : Prisma.sql`>`
  if (query.after) conditions.push(Prisma.sql`u.id ${beyond} ${query.after.id}::uuid`)
  return db.$queryRaw<UserPosition[]>`
    select u.id::text as id, null::text as key from users u
    where ${everyCondition(conditions)} order by u.id ${direction} limit ${query.limit}`
}

export async function countUsers(db: Prisma.TransactionClient, filter: UserFilter): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from users u where ${everyCondition(toConditions(filter))}`
  return rows[0]?.total ?? 0
}

export interface UserStateCounts {
  registered: number
  unclaimed: number
  disabled: number
}

/** People under a filter by the state they are in; everyone is in exactly one. */
export async function countUsersByState(
  db: Prisma.TransactionClient,
  filter: UserFilter,
): Promise<UserStateCounts> {
  const rows = await db.$queryRaw<UserStateCounts[]>`
    select count(*) filter (where u.status = 'active' and u.registered_at is not null)::int as registered,
           count(*) filter (where u.status = 'active' and u.registered_at is null)::int as unclaimed,
           count(*) filter (where u.status = 'disabled')::int as disabled
    from users u where ${everyCondition(toConditions(filter))}`
  return rows[0] ?? { registered: 0, unclaimed: 0, disabled: 0 }
}

function toConditions(filter: UserFilter): Prisma.Sql[] {
  const conditions = holdsEveryWord(Prisma.sql`u.search_text`, filter.search)
  if (filter.registered !== undefined) {
    conditions.push(
      filter.registered ? Prisma.sql`u.registered_at is not null` : Prisma.sql`u.registered_at is null`,
    )
  }
  if (filter.left !== undefined) {
    conditions.push(filter.left ? Prisma.sql`u.left_at is not null` : Prisma.sql`u.left_at is null`)
  }
  if (filter.status !== undefined) conditions.push(Prisma.sql`u.status = ${filter.status}`)
  if (filter.role !== undefined) conditions.push(Prisma.sql`u.role = ${filter.role}`)
  if (filter.realmId !== undefined) {
    conditions.push(Prisma.sql`exists (select 1 from realm_memberships m
      where m.user_id = u.id and m.realm_id = ${filter.realmId}::uuid)`)
  }
  if (filter.connectionId !== undefined) {
    conditions.push(Prisma.sql`exists (select 1 from entra_identities i
      where i.user_id = u.id and i.connection_id = ${filter.connectionId}::uuid)`)
  }
  return conditions
}

/** Sorted as people compare text: upper and lower case together. */
function textColumn(name: 'name_key' | 'email_key', nullable: boolean): OrderColumn {
  const column = Prisma.raw(`u.${name}`)
  return { column, key: column, type: Prisma.sql`text`, nullable }
}

/** Microseconds must survive the round trip through the cursor, or rows of one millisecond would repeat. */
function timeColumn(name: 'created_at' | 'updated_at'): OrderColumn {
  const column = Prisma.raw(`u.${name}`)
  const key = Prisma.sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return { column, key, type: Prisma.sql`timestamptz`, nullable: false }
}

/**
 * Locks every active owner until the transaction ends and returns their ids. Whoever wants to disable, demote or
 * delete one takes this lock first, so that two of them never each see the other's owner as the one who stays.
 */
export async function lockActiveOwners(tx: Prisma.TransactionClient): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from users where role = 'owner' and status = 'active' order by id for update`
  return rows.map((row) => row.id)
}

/** Locks one person until the transaction ends; false when there is none. */
export async function lockUser(tx: Prisma.TransactionClient, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from users where id = ${id}::uuid for update`
  return rows.length === 1
}
