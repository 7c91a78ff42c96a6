import type { Tx } from '../change.ts'
import { Prisma, type PrismaClient } from '../generated/client.ts'
import { everyCondition, holdsEveryWord } from './search-words.ts'

export interface DueEmail {
  readonly id: string
  readonly mailingId: string | null
  /** This attempt's number, from 1; with the owner it names the hold on the row. */
  readonly attempts: number
}

export interface EmailClaim {
  /** The worker that will send them. */
  readonly owner: string
  readonly now: Date
  /** When another worker may take over, should this one never say what came of it. */
  readonly leaseUntil: Date
  readonly limit: number
}

/**
 * Takes messages whose time has come, the earliest first, for one worker; another that asks at the same moment gets
 * others. Also takes those whose last worker never came back. Mailings that are paused or over are passed by.
 */
export async function claimDueEmails(client: PrismaClient, claim: EmailClaim): Promise<DueEmail[]> {
  const { owner, now, leaseUntil, limit } = claim
  return client.$queryRaw<DueEmail[]>`
    with due as materialized (
      select e.id from emails e
      where e.status in ('queued', 'sending') and e.next_attempt_at <= ${now}::timestamptz
        and (e.lease_expires_at is null or e.lease_expires_at <= ${now}::timestamptz)
        and (e.mailing_id is null
          or exists (select 1 from mailings m where m.id = e.mailing_id and m.status = 'sending'))
      order by e.next_attempt_at, e.id
      limit ${limit}::int
      for update of e skip locked
    )
    update emails e set status = 'sending', attempts = e.attempts + 1, lease_owner = ${owner},
      lease_expires_at = ${leaseUntil}::timestamptz
    from due where e.id = due.id
    returning e.id::text as id, e.mailing_id::text as "mailingId", e.attempts`
}

/**
 * Makes messages that wait for another attempt due at once, those of mailings that are not paused or over, and forgets
 * what went wrong before. Returns how many.
 */
export async function retryWaitingEmails(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw`
    update emails e set next_attempt_at = least(e.next_attempt_at, ${now}::timestamptz), problem = null
    where e.status = 'queued'
      and (e.mailing_id is null
        or exists (select 1 from mailings m where m.id = e.mailing_id and m.status = 'sending'))`
}

/** Locks a mailing until the transaction ends; null when there is none. Whoever changes one of its messages starts here. */
export async function lockMailing(tx: Tx, id: string): Promise<{ status: string } | null> {
  const rows = await tx.$queryRaw<{ status: string }[]>`
    select status from mailings where id = ${id}::uuid for update`
  return rows[0] ?? null
}

export interface FinishedMailing {
  readonly id: string
  readonly sent: number
  readonly failed: number
}

/** Ends mailings of which nothing waits any more: the given one, or whichever there are. */
export async function finishMailings(tx: Tx, now: Date, id?: string): Promise<FinishedMailing[]> {
  const which = id === undefined ? Prisma.sql`m.status = 'sending'` : Prisma.sql`m.id = ${id}::uuid`
  return tx.$queryRaw<FinishedMailing[]>`
    update mailings m set status = 'finished', finished_at = ${now}::timestamptz
    where ${which} and m.status = 'sending'
      and not exists (select 1 from emails e where e.mailing_id = m.id and e.status in ('queued', 'sending'))
    returning m.id::text as id,
      (select count(*)::int from emails e where e.mailing_id = m.id and e.status = 'sent') as sent,
      (select count(*)::int from emails e where e.mailing_id = m.id and e.status = 'failed') as failed`
}

/**
 * Takes back what a mailing has not sent yet, and ends the links those messages would have carried. Returns how many
 * messages.
 */
export async function cancelWaitingEmails(tx: Tx, mailingId: string, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<{ cancelled: number }[]>`
    with taken_back as (
      update emails set status = 'cancelled', token_sealed = null, next_attempt_at = null, problem = null
      where mailing_id = ${mailingId}::uuid and status = 'queued'
      returning claim_link_id
    ), ended as (
      update claim_links l set revoked_at = ${now}::timestamptz from taken_back t
      where l.id = t.claim_link_id and l.revoked_at is null and l.spent_at is null
    )
    select count(*)::int as cancelled from taken_back`
  return rows[0]?.cancelled ?? 0
}

export interface MailingCounts {
  readonly mailingId: string
  readonly waiting: number
  readonly sent: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
}

/** What became of the messages of these mailings, in one statement. */
export async function countMailingEmails(client: Tx, ids: readonly string[]): Promise<MailingCounts[]> {
  return client.$queryRaw<MailingCounts[]>`
    select mailing_id::text as "mailingId",
      (count(*) filter (where status in ('queued', 'sending')))::int as waiting,
      (count(*) filter (where status = 'sent'))::int as sent,
      (count(*) filter (where status = 'failed'))::int as failed,
      (count(*) filter (where status = 'skipped'))::int as skipped,
      (count(*) filter (where status = 'cancelled'))::int as cancelled
    from emails where mailing_id = any(${ids}::uuid[]) group by mailing_id`
}

export interface MailingEmailQuery {
  readonly mailingId: string
  readonly status: string | undefined
  /** Every word must be part of the name or address. */
  readonly search: string | undefined
  /** Id of the last row of the page before; null for the first page. */
  readonly after: string | null
  readonly limit: number
}

/** One page of a mailing's messages in the order they were made, and how many match in all. */
export async function pageMailingEmails(client: Tx, query: MailingEmailQuery) {
  const asked = [
    Prisma.sql`e.mailing_id = ${query.mailingId}::uuid`,
    ...(query.status === undefined ? [] : [Prisma.sql`e.status = ${query.status}`]),
    ...holdsEveryWord(Prisma.sql`fold_text(e.name || ' ' || coalesce(e.recipient, ''))`, query.search),
  ]
  const totals = await client.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from emails e where ${everyCondition(asked)}`
  const beyond = query.after === null ? asked : [...asked, Prisma.sql`e.id > ${query.after}::uuid`]
  const rows = await client.$queryRaw<{ id: string }[]>`
    select e.id::text as id from emails e where ${everyCondition(beyond)} order by e.id limit ${query.limit}::int`
  return { ids: rows.map((row) => row.id), total: totals[0]?.total ?? 0 }
}
