import type { Prisma } from '../generated/client.ts'

export interface RecentAnswers {
  total: number
  refused: number
  failed: number
  /** What was said about the newest of those. */
  lastWhy: string | null
}

/** How the newest requests since an instant ended, a thousand of them at most. */
export async function countRecentAnswers(
  db: Prisma.TransactionClient,
  { connectionId, since }: { connectionId: string; since: Date },
): Promise<RecentAnswers> {
  const rows = await db.$queryRaw<RecentAnswers[]>`
    with recent as (
      select r.id, r.outcome, r.why from scim_requests r
      where r.connection_id = ${connectionId}::uuid and r.at > ${since}::timestamptz
      order by r.id desc limit 1000
    )
    select count(*)::int as total, (count(*) filter (where outcome = 'refused'))::int as refused,
      (count(*) filter (where outcome = 'failed'))::int as failed,
      (select why from recent where outcome in ('refused', 'failed') and why is not null order by id desc limit 1)
        as "lastWhy"
    from recent`
  return rows[0] ?? { total: 0, refused: 0, failed: 0, lastWhy: null }
}

export interface ExternalIdCounts {
  /** Users looked at. */
  users: number
  /** Of them, those whose `externalId` has the form of an Entra object id. */
  objectIds: number
  /** One that has not. */
  sample: string | null
}

/** What the newest Users have as `externalId`, ten thousand of them at most. */
export async function countExternalIds(
  db: Prisma.TransactionClient,
  connectionId: string,
): Promise<ExternalIdCounts> {
  const guid = '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'
  const rows = await db.$queryRaw<ExternalIdCounts[]>`
    select count(*)::int as users, (count(*) filter (where external_id ~* ${guid}))::int as "objectIds",
      min(external_id) filter (where external_id !~* ${guid}) as sample
    from (select external_id from scim_users where connection_id = ${connectionId}::uuid order by id desc limit 10000) u`
  return rows[0] ?? { users: 0, objectIds: 0, sample: null }
}
