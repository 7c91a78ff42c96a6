import { Prisma } from '../generated/client.ts'

/** One line of a person's history: an event by its id, or an applied change by its run and number. */
export interface TimelineItem {
  source: 'event' | 'change'
  /** Text that orders lines of one instant and finds the row again. */
  key: string
  /** Instant with microseconds. */
  at: string
}

/** One page of a person's history, newest first, from events and applied changes together. */
export async function pageTimeline(
  db: Prisma.TransactionClient,
  query: { userId: string; after: Pick<TimelineItem, 'at' | 'key'> | null; limit: number },
): Promise<TimelineItem[]> {
  const { after } = query
  const beyond = after
    ? Prisma.sql`where (t.at, t.key collate "C") < (${after.at}::timestamptz, ${after.key}::text)`
    : Prisma.sql``
  return db.$queryRaw<TimelineItem[]>`
    select t.source, t.key, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from (
      select 'event' as source, at, 'event:' || lpad(id::text, 20, '0') as key
      from events where user_id = ${query.userId}::uuid
      union all
      select 'change', b.applied_at, 'change:' || c.run_id::text || ':' || lpad(c.seq::text, 10, '0')
      from sync_changes c
      join sync_runs r on r.id = c.run_id and c.seq <= r.applied_through
      cross join lateral (select applied_at from sync_batches b
        where b.run_id = c.run_id and b.to_seq >= c.seq order by b.to_seq limit 1) b
      where c.user_id = ${query.userId}::uuid and c.outcome = 'pending'
    ) t ${beyond}
    order by t.at desc, t.key collate "C" desc limit ${query.limit}`
}
