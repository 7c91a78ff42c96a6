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

/** People in each state under everything a filter asks beyond the state; counting ends at `most` in each. */
export async function countUsersByState(
  db: Prisma.TransactionClient,
  filter: UserFilter,
  most: number,
): Promise<UserStateCounts> {
  const inState = (state: UserState) =>
    countUpTo(everyCondition([USER_STATES[state], ...beyondState(filter)]), most)
  const rows = await db.$queryRaw<UserStateCounts[]>`
    select (${inState('registered')}) as registered, (${inState('unclaimed')}) as unclaimed,
      (${inState('disabled')}) as disabled`
  return rows[0] ?? { registered: 0, unclaimed: 0, disabled: 0 }
}

function countUpTo(condition: Prisma.Sql, most: number): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int from (select 1 from users u where ${condition} limit ${most}::int) as counted`
}
