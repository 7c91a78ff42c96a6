import type { Tx } from './change.ts'
import { Prisma } from './generated/client.ts'

/** What ended with a person's access. */
export interface EndedAccess {
  readonly sessions: number
  readonly keys: number
  /** QRs that a wallet could still have answered. */
  readonly qrs: readonly { readonly id: string; readonly userId: string; readonly name: string }[]
  readonly grants: readonly {
    readonly id: string
    readonly userId: string
    readonly name: string
    readonly capability: string
  }[]
}

/**
 * Ends everything a disabled person could come in by or act with: sessions, API keys, open QRs, emailed links and the
 * messages that would carry them, and capabilities. Runs after the statement that disables, in its transaction, so
 * that what started a moment before is seen.
 */
export async function endAccess(tx: Tx, { userId, at }: { userId: string; at: Date }): Promise<EndedAccess> {
  return endAccessOf(tx, Prisma.sql`select ${userId}::uuid as id`, Prisma.sql`${at}::timestamptz`)
}

/** The same for everyone whose `id` the query `who` gives, at the instant that the expression `at` gives. */
export async function endAccessOf(tx: Tx, who: Prisma.Sql, at: Prisma.Sql): Promise<EndedAccess> {
  const rows = await tx.$queryRaw<EndedAccess[]>`
    with people as materialized (${who}),
    ended_sessions as (delete from sessions where user_id in (select id from people) returning id),
    ended_keys as (delete from api_keys where user_id in (select id from people) returning id),
    ended_qrs as (
      update wallet_sessions set status = 'cancelled', key_sealed = null, channel = null, step1 = null, step1_at = null,
        notice = null, finished_at = ${at}, version = version + 1
      where status in ('open', 'connected') and user_id in (select id from people)
      returning id, user_id
    ),
    ended_links as (
      update claim_links set revoked_at = ${at}
      where spent_at is null and revoked_at is null and user_id in (select id from people)
    ),
    ended_emails as (
      update emails set status = 'cancelled', token_sealed = null, next_attempt_at = null,
        problem = 'The account was disabled before this was sent.'
      where status = 'queued' and user_id in (select id from people)
    ),
    ended_grants as (
      update capability_grants set ended_at = ${at}, end_reason = 'disabled'
      where ended_at is null and user_id in (select id from people)
      returning id, user_id, capability
    )
    select
      (select count(*)::int from ended_sessions) as sessions,
      (select count(*)::int from ended_keys) as keys,
      (select coalesce(json_agg(json_build_object('id', q.id, 'userId', q.user_id, 'name', u.name) order by q.id), '[]')
        from ended_qrs q join users u on u.id = q.user_id) as qrs,
      (select coalesce(json_agg(json_build_object('id', g.id, 'userId', g.user_id, 'name', u.name,
          'capability', g.capability) order by g.id), '[]')
        from ended_grants g join users u on u.id = g.user_id) as grants`
  return rows[0] ?? { sessions: 0, keys: 0, qrs: [], grants: [] }
}
