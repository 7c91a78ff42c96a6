import type { Tx } from '../change.ts'
import { Prisma } from '../generated/client.ts'
import { everyCondition } from './search-words.ts'
import { isInState, matches, type UserFilter } from './user-conditions.ts'

/** Whom to write to: these people, or all unclaimed ones that a filter shows. */
export type RecipientWish =
  | { readonly userIds: readonly string[] }
  | { readonly filter: Omit<UserFilter, 'registered' | 'status'> }

/**
 * One address of two parts. Whatever would make it more than one address, or more than an address, in a header or in
 * an SMTP command is not in it: white space, control characters, brackets, quotes, commas and the like.
 */
const ADDRESS = String.raw`^[^][:space:][:cntrl:]@<>(),;:"\\[]+@[^][:space:][:cntrl:]@<>(),;:"\\[]+$`
const SENDABLE = Prisma.sql`coalesce(u.email ~ ${ADDRESS} and length(u.email) <= 320, false)`
const UNCLAIMED = everyCondition(isInState(['unclaimed']))

function isWished(wish: RecipientWish): Prisma.Sql {
  if ('userIds' in wish) return Prisma.sql`u.id = any(${wish.userIds}::uuid[])`
  return matches({ ...wish.filter, registered: false, status: 'active' })
}

export interface RecipientCounts {
  /** People found, counted no further than was asked. */
  readonly total: number
  readonly reachable: number
  readonly noAddress: number
  readonly notUnclaimed: number
  /** Of the reachable, those whose address someone else has as well. */
  readonly shared: number
}

const NOBODY: RecipientCounts = { total: 0, reachable: 0, noAddress: 0, notUnclaimed: 0, shared: 0 }

/** How many of the wished could be written to and why not the others, in one statement; counting ends at `most`. */
export async function countRecipients(db: Tx, wish: RecipientWish, most: number): Promise<RecipientCounts> {
  const rows = await db.$queryRaw<RecipientCounts[]>`
    with wished as (
      select u.id, u.email_key, (${UNCLAIMED}) as unclaimed, ${SENDABLE} as sendable
      from users u where ${isWished(wish)} limit ${most}::int
    )
    select count(*)::int as total,
      (count(*) filter (where unclaimed and sendable))::int as reachable,
      (count(*) filter (where unclaimed and not sendable))::int as "noAddress",
      (count(*) filter (where not unclaimed))::int as "notUnclaimed",
      (count(*) filter (where unclaimed and sendable and exists (
        select 1 from users o where o.email_key = w.email_key and o.id <> w.id)))::int as shared
    from wished w`
  return rows[0] ?? NOBODY
}

/** Ids of the wished who exist, at most `most` of them. */
export async function listRecipientIds(tx: Tx, wish: RecipientWish, most: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select u.id::text as id from users u where ${isWished(wish)} order by u.id limit ${most}::int`
  return rows.map((row) => row.id)
}

export interface Recipient {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly status: string
  readonly registered: boolean
  /** The address is one that a message can be sent to. */
  readonly sendable: boolean
  /** A claim link was made for them after `since`. */
  readonly recent: boolean
}

/**
 * Locks these people until the transaction ends and says how each of them stands. The lock comes in a statement of its
 * own, so that what whoever held it before has written is seen.
 */
export async function lockRecipients(tx: Tx, ids: readonly string[], since: Date): Promise<Recipient[]> {
  await tx.$executeRaw`
    select 1 from users where id = any(${ids}::uuid[]) order by id for no key update`
  return tx.$queryRaw<Recipient[]>`
    select u.id::text as id, u.name, u.email, u.status, u.registered_at is not null as registered,
      ${SENDABLE} as sendable,
      exists (select 1 from claim_links l
        where l.user_id = u.id and l.created_at > ${since}::timestamptz and l.revoked_at is null) as recent
    from users u where u.id = any(${ids}::uuid[]) order by u.id`
}

/**
 * Makes way for new links: those that went to another address of the same person end, and so do those whose message
 * still waits, together with that message. Links that the same address has received stay good.
 */
export async function replaceClaimLinks(
  tx: Tx,
  people: readonly { readonly userId: string; readonly email: string }[],
  now: Date,
  problem: string,
): Promise<void> {
  await tx.$executeRaw`
    with addressed as (
      select * from unnest(${people.map((one) => one.userId)}::uuid[], ${people.map((one) => one.email)}::text[])
        as r(user_id, email)
    ), waiting as (
      update emails e set status = 'cancelled', token_sealed = null, next_attempt_at = null, problem = ${problem}
      from addressed a where e.user_id = a.user_id and e.kind = 'claim_link' and e.status = 'queued'
      returning e.claim_link_id
    )
    update claim_links l set revoked_at = ${now}::timestamptz
    from addressed a
    where l.user_id = a.user_id and l.spent_at is null and l.revoked_at is null
      and (lower(l.email) <> lower(a.email) or l.id in (select w.claim_link_id from waiting w))`
}

/** A message of a mailing with its claim link; for someone who is passed over, the reason in place of the link. */
export interface NewMailingEmail {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly recipient: string | null
  readonly link: {
    readonly id: string
    readonly tokenHash: Uint8Array
    readonly tokenSealed: Uint8Array
  } | null
  readonly skipped: string | null
}

export interface MailingBatch {
  readonly mailingId: string
  readonly sentBy: string
  readonly createdBy: object
  readonly now: Date
  readonly expiresAt: Date
  readonly emails: readonly NewMailingEmail[]
}

/** Adds messages and the links they carry, in two statements whatever their number. */
export async function insertMailingEmails(tx: Tx, batch: MailingBatch): Promise<void> {
  const { mailingId, sentBy, createdBy, now, expiresAt, emails } = batch
  const column = <T>(pick: (email: NewMailingEmail) => T) => emails.map(pick)
  const hex = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null)
  const linkIds = column((e) => e.link?.id ?? null)
  await tx.$executeRaw`
    insert into claim_links (id, user_id, token_hash, email, created_by, created_at, expires_at)
    select r.id, r.user_id, decode(r.hash, 'hex'), r.email, ${JSON.stringify(createdBy)}::jsonb,
      ${now}::timestamptz, ${expiresAt}::timestamptz
    from unnest(${linkIds}::uuid[], ${column((e) => e.userId)}::uuid[],
      ${column((e) => hex(e.link?.tokenHash))}::text[], ${column((e) => e.recipient)}::text[]
    ) as r(id, user_id, hash, email)
    where r.id is not null`
  await tx.$executeRaw`
    insert into emails (id, kind, user_id, claim_link_id, mailing_id, recipient, name, sent_by, token_sealed,
      link_expires_at, status, problem, next_attempt_at, created_at)
    select r.id, 'claim_link', r.user_id, r.link_id, ${mailingId}::uuid, r.recipient, r.name, ${sentBy},
      decode(r.token, 'hex'),
      case when r.link_id is not null then ${expiresAt}::timestamptz end,
      case when r.link_id is null then 'skipped' else 'queued' end, r.problem,
      case when r.link_id is not null then ${now}::timestamptz end, ${now}::timestamptz
    from unnest(${column((e) => e.id)}::uuid[], ${column((e) => e.userId)}::uuid[], ${linkIds}::uuid[],
      ${column((e) => e.recipient)}::text[], ${column((e) => e.name)}::text[],
      ${column((e) => hex(e.link?.tokenSealed))}::text[], ${column((e) => e.skipped)}::text[]
    ) as r(id, user_id, link_id, recipient, name, token, problem)`
}
