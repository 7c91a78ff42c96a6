import { Prisma } from '../generated/client.ts'
import { beginningOf, everyCondition } from './search-words.ts'
import {
  beyondState,
  matches,
  nameBegins,
  USER_STATES,
  type UserFilter,
  type UserState,
} from './user-conditions.ts'

/** How many people match; counting ends at `most`, so that a filter everyone passes costs no more than a narrow one. */
export async function countMatchingUsers(
  db: Prisma.TransactionClient,
  filter: UserFilter,
  most: number,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select (${countUpTo(matches(filter), most)}) as total`
  return rows[0]?.total ?? 0
}

export type UserStateCounts = Record<UserState, number>

const NOBODY: UserStateCounts = { registered: 0, unclaimed: 0, disabled: 0 }

/**
 * People in each state under everything a filter asks beyond the state; counting ends at `most` in each. Those who are found
 * at all are counted at once, unless there are more, or the beginnings of names alone say so.
 */
export async function countUsersByState(
  db: Prisma.TransactionClient,
  filter: UserFilter,
  most: number,
): Promise<UserStateCounts> {
  const asked = beyondState(filter)
  if (asked.length === 0) return countEachState(db, asked, most, NOBODY)
  const begun = await countBeginningByState(db, filter, most)
  const many = Object.values(begun).some((count) => count === most)
  const together = many ? null : await countTogether(db, everyCondition(asked), most)
  return together ?? countEachState(db, asked, most, begun)
}

/** Those of them whose name begins with the search, which an index says by itself; nobody without a search. */
export async function countBeginningByState(
  db: Prisma.TransactionClient,
  filter: UserFilter,
  most: number,
): Promise<UserStateCounts> {
  const beginning = beginningOf(filter.search)
  if (!beginning) return NOBODY
  const others = beyondState({ ...filter, search: undefined })
  return countEachState(db, [nameBegins(beginning), ...others], most, NOBODY)
}

/** Where `known` has come to the most there is nothing left to count. */
async function countEachState(
  db: Prisma.TransactionClient,
  asked: readonly Prisma.Sql[],
  most: number,
  known: UserStateCounts,
): Promise<UserStateCounts> {
  const inState = (state: UserState) =>
    known[state] === most
      ? Prisma.sql`${most}::int`
      : Prisma.sql`(${countUpTo(everyCondition([USER_STATES[state], ...asked]), most)})`
  const rows = await db.$queryRaw<UserStateCounts[]>`
    select ${inState('registered')} as registered, ${inState('unclaimed')} as unclaimed,
      ${inState('disabled')} as disabled`
  return rows[0] ?? NOBODY
}

/** Null when there may be more than `most` in all. */
async function countTogether(
  db: Prisma.TransactionClient,
  asked: Prisma.Sql,
  most: number,
): Promise<UserStateCounts | null> {
  const inState = (state: UserState) => Prisma.sql`count(*) filter (where ${USER_STATES[state]})::int`
  const rows = await db.$queryRaw<(UserStateCounts & { everyone: number })[]>`
    with u as materialized (
      select u.status, u.registered_at from users u where ${asked} limit ${most + 1}::int
    )
    select count(*)::int as everyone, ${inState('registered')} as registered, ${inState('unclaimed')} as unclaimed,
      ${inState('disabled')} as disabled
    from u`
  const { everyone, ...counts } = rows[0] ?? { ...NOBODY, everyone: 0 }
  return everyone > most ? null : counts
}

function countUpTo(condition: Prisma.Sql, most: number): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int from (select 1 from users u where ${condition} limit ${most}::int) as counted`
}
