import type { Prisma } from '../generated/client.ts'

export interface PeopleCounts {
  registered: number
  unclaimed: number
  disabled: number
  /** People of any state who are no longer in a directory. */
  left: number
}

export async function countPeople(db: Prisma.TransactionClient): Promise<PeopleCounts> {
  const rows = await db.$queryRaw<PeopleCounts[]>`
    select count(*) filter (where status = 'active' and registered_at is not null)::int as registered,
           count(*) filter (where status = 'active' and registered_at is null)::int as unclaimed,
           count(*) filter (where status = 'disabled')::int as disabled,
           count(*) filter (where left_at is not null)::int as left
    from users`
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

/** The last `days` days up to and including that of `now`, oldest first, days without people included. */
export async function countDays(db: Prisma.TransactionClient, now: Date, days: number): Promise<DayCounts[]> {
  return db.$queryRaw<DayCounts[]>`
    with span as (select (${now}::timestamptz at time zone 'UTC')::date as today),
    calendar as (
      select (span.today - ${days}::int + n)::date as day from span, generate_series(1, ${days}::int) as n
    ),
    made as (select (created_at at time zone 'UTC')::date as day, count(*)::int as people from users group by 1),
    claims as (
      select (registered_at at time zone 'UTC')::date as day, count(*)::int as people
      from users where registered_at is not null group by 1
    ),
    closed as (
      select (coalesce(disabled_at, updated_at) at time zone 'UTC')::date as day, count(*)::int as people
      from users where registered_at is null and status = 'disabled' group by 1
    )
    select to_char(c.day, 'YYYY-MM-DD') as date,
      coalesce((select people from made where made.day = c.day), 0) as created,
      coalesce((select people from claims where claims.day = c.day), 0) as claimed,
      (coalesce((select sum(people) from made where made.day <= c.day), 0)
        - coalesce((select sum(people) from claims where claims.day <= c.day), 0)
        - coalesce((select sum(people) from closed where closed.day <= c.day), 0))::int as unclaimed
    from calendar c order by c.day`
}
