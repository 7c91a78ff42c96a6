import { Prisma } from '../generated/client.ts'
import { beyondState, matches, USER_STATES, type UserFilter, type UserState } from './user-conditions.ts'
import { everyCondition } from './search-words.ts'

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

/**
 * People in each state under everything a filter asks beyond the state; counting ends at `most` in each. Those who are found
 * at all are counted at once, unless there are more.
 */
export async function countUsersByState(
  db: Prisma.TransactionClient,
  filter: UserFilter,
  most: number,
): Promise<UserStateCounts> {
  const asked = beyondState(filter)
  const together = asked.length > 0 ? await countTogether(db, everyCondition(asked), most) : null
  if (together) return together
  const inState = (state: UserState) => countUpTo(everyCondition([USER_STATES[state], ...asked]), most)
  const rows = await db.$queryRaw<UserStateCounts[]>`
    select (${inState('registered')}) as registered, (${inState('unclaimed')}) as unclaimed,
      (${inState('disabled')}) as disabled`
  return rows[0] ?? NOBODY
}

const NOBODY: UserStateCounts = { registered: 0, unclaimed: 0, disabled: 0 }

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

/** As part of a statement: people under a condition; counting ends at `most`. */
export function countUpTo(condition: Prisma.Sql, most: number): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int from (select 1 from users u where ${condition} limit ${most}::int) as counted`
}
