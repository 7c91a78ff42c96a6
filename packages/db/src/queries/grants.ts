import type { Tx } from '../change.ts'

export interface ExpiredGrant {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly capability: string
}

/**
 * Ends at most `limit` grants whose time is over at `now`, the oldest first, each at the instant it named. Grants that
 * another transaction is ending are passed over.
 */
export async function endExpiredGrants(
  tx: Tx,
  { now, limit }: { now: Date; limit: number },
): Promise<ExpiredGrant[]> {
  return tx.$queryRaw<ExpiredGrant[]>`
    with due as (
      select id from capability_grants where ended_at is null and expires_at <= ${now}::timestamptz
      order by expires_at, id limit ${limit}::int for update skip locked
    ), ended as (
      update capability_grants g set ended_at = g.expires_at, end_reason = 'expired'
      from due where g.id = due.id returning g.id, g.user_id, g.capability, g.expires_at
    )
    select e.id::text as id, e.user_id::text as "userId", u.name, e.capability
    from ended e join users u on u.id = e.user_id order by e.expires_at, e.id`
}
