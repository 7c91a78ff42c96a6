import type { Tx } from '../change.ts'
import type { PrismaClient } from '../generated/client.ts'

/** Locks one wallet session until the transaction ends; false when there is none. */
export async function lockWalletSession(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from wallet_sessions where id = ${id}::uuid for update`
  return rows.length === 1
}

/** What tells those who watch a session that it looks different now. */
export interface WatchedSession {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly expiresAt: Date
  readonly step1At: Date | null
}

/** All watched sessions in one statement. Those that were deleted are absent. */
export async function readWatchedSessions(
  client: PrismaClient,
  ids: readonly string[],
): Promise<WatchedSession[]> {
  return client.$queryRaw<WatchedSession[]>`
    select id::text as id, version, status, expires_at as "expiresAt", step1_at as "step1At"
    from wallet_sessions where id = any(${[...ids]}::uuid[])`
}

export interface SweptSession {
  readonly id: string
  readonly purpose: string
  readonly userId: string | null
  /** Of the person whose account is claimed. */
  readonly name: string | null
}

export interface Sweep {
  readonly now: Date
  /** At most so many rows, those that waited longest first. Rows that another process is working on are left to it. */
  readonly limit: number
}

/** Ends sessions whose time is over. */
export async function expireLiveSessions(tx: Tx, { now, limit }: Sweep): Promise<SweptSession[]> {
  return tx.$queryRaw<SweptSession[]>`
    with due as (
      select id from wallet_sessions where status in ('open', 'connected') and expires_at <= ${now}::timestamptz
      order by expires_at limit ${limit}::int for update skip locked
    ), ended as (
      update wallet_sessions s set status = 'expired', key_sealed = null, channel = null, step1 = null, step1_at = null,
        notice = null, finished_at = s.expires_at, version = s.version + 1
      from due where s.id = due.id
      returning s.id, s.purpose, s.user_id
    )
    select e.id::text as id, e.purpose, e.user_id::text as "userId", u.name
    from ended e left join users u on u.id = e.user_id order by e.id`
}

/** Sessions whose wallet was answered at or before `since` and has not finished, the longest wait first. */
export async function listUnfinishedSessions(
  client: PrismaClient,
  { since, limit }: { since: Date; limit: number },
): Promise<{ id: string; purpose: string; userId: string | null }[]> {
  return client.$queryRaw`
    select id::text as id, purpose, user_id::text as "userId" from wallet_sessions
    where status = 'connected' and step1_at <= ${since}::timestamptz
    order by step1_at limit ${limit}::int`
}

/** Forgets sign-ins made before `before` that nobody came in by, and those of before `longBefore` altogether. */
export async function dropOldSignIns(
  tx: Tx,
  { before, longBefore }: { before: Date; longBefore: Date },
): Promise<number> {
  return tx.$executeRaw`
    delete from wallet_sessions where purpose = 'login' and status not in ('open', 'connected')
      and (created_at < ${longBefore}::timestamptz or created_at < ${before}::timestamptz and collected_at is null)`
}

/** What repeated last requests were answered with is of no use once the session's own time is over. */
export async function dropRetryAnswers(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw`
    update wallet_sessions set step1 = null, step1_at = null
    where status = 'done' and step1 is not null and expires_at <= ${now}::timestamptz`
}
