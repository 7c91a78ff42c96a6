import type { Prisma } from '../generated/client.ts'

export interface PeopleCounts {
  registered: number
  unclaimed: number
  disabled: number
  /** People of any state who are no longer in a directory. */
  left: number
}

/** Exact: each number is read off an index that holds nobody else. */
export async function countPeople(db: Prisma.TransactionClient): Promise<PeopleCounts> {
  const rows = await db.$queryRaw<PeopleCounts[]>`
    select (select count(*)::int from users where status = 'active' and registered_at is not null) as registered,
           (select count(*)::int from users where status = 'active' and registered_at is null) as unclaimed,
           (select count(*)::int from users where status = 'disabled') as disabled,
           (select count(*)::int from users where left_at is not null) as left`
  return rows[0] ?? { registered: 0, unclaimed: 0, disabled: 0, left: 0 }
}

export interface DayCounts {
  /** `YYYY-MM-DD`, in UTC. */
  date: string
  created: number
  claimed: number
  /** Active people without a wallet or sign-in of their own when the day ended. */
  unclaimed: number
}

export interface DaySpan {
  now: Date
  /** How many days, with that of `now` as the last. */
  days: number
  /** Active people without a wallet or sign-in of their own at present. */
  unclaimed: number
}

/**
 * Each day of the span in UTC, oldest first, days without people included. It goes back from how many are unclaimed
 * at present by what happened since, so that people of earlier years are not looked at. What lies after the last day,
 * because clocks differ, is put on the day after it.
 */
export async function countDays(
  db: Prisma.TransactionClient,
  { now, days, unclaimed }: DaySpan,
): Promise<DayCounts[]> {
  const since = startOfDay(now, 1 - days)
  return db.$queryRaw<DayCounts[]>`
    with calendar as (
      select (${since}::timestamptz at time zone 'UTC')::date + n as day from generate_series(0, ${days}::int) as n
    ),
    happened as (
      select created_at as at, 1 as created, 0 as claimed, 0 as closed from users
      where status = 'active' and registered_at is not null and created_at >= ${since}::timestamptz
      union all
      select created_at, 1, 0, 0 from users
      where status = 'active' and registered_at is null and created_at >= ${since}::timestamptz
      union all
      select created_at, 1, 0, 0 from users where status = 'disabled' and created_at >= ${since}::timestamptz
      union all
      select registered_at, 0, 1, 0 from users where registered_at >= ${since}::timestamptz
      union all
      select coalesce(disabled_at, updated_at), 0, 0, 1 from users
      where status = 'disabled' and registered_at is null
        and coalesce(disabled_at, updated_at) >= ${since}::timestamptz
    ),
    daily as (
      select least((at at time zone 'UTC')::date, (select max(day) from calendar)) as day,
        sum(created)::int as created, sum(claimed)::int as claimed, sum(closed)::int as closed
      from happened group by 1
    ),
    told as (
      select c.day, coalesce(d.created, 0) as created, coalesce(d.claimed, 0) as claimed,
        sum(coalesce(d.created - d.claimed - d.closed, 0)) over (order by c.day desc) as since_morning,
        coalesce(d.created - d.claimed - d.closed, 0) as on_the_day
      from calendar c left join daily d on d.day = c.day
    )
    select to_char(day, 'YYYY-MM-DD') as date, created, claimed,
      (${unclaimed}::int - since_morning + on_the_day)::int as unclaimed
    from told where day < (select max(day) from calendar) order by day`
}

function startOfDay(now: Date, shift: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + shift))
}
