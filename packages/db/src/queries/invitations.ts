import { Prisma } from '../generated/client.ts'
import { everyCondition, holdsEveryWord } from './search-words.ts'

/** "invi" in ASCII; the first half of a lock whose second half is the address. */
const ADDRESS_LOCK = 0x696e7669

/**
 * Lets one transaction at a time decide what to do with an address, whatever its case. No row could be locked instead:
 * the person to be found may be the one that another transaction is about to make.
 */
export async function lockAddress(tx: Prisma.TransactionClient, email: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${ADDRESS_LOCK}::int, hashtext(lower(${email}::text)))`
}

export interface InvitationFilter {
  state?: 'pending' | 'accepted' | 'expired' | 'revoked' | undefined
  /** Every word must be part of the person's name or of an address, in any case. */
  search?: string | undefined
  /** What counts as expired. */
  now: Date
}

/** Ids of invitations, newest first, from behind `after` on: ids sort by creation. */
export async function pageInvitations(
  db: Prisma.TransactionClient,
  { after, limit, ...filter }: InvitationFilter & { after: string | null; limit: number },
): Promise<string[]> {
  const conditions = toConditions(filter)
  if (after !== null) conditions.push(Prisma.sql`i.id < ${after}::uuid`)
  const rows = await db.$queryRaw<{ id: string }[]>`
    select i.id::text as id from invitations i join users u on u.id = i.user_id
    where ${everyCondition(conditions)} order by i.id desc limit ${limit}::int`
  return rows.map((row) => row.id)
}

export async function countInvitations(
  db: Prisma.TransactionClient,
  filter: InvitationFilter,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from invitations i join users u on u.id = i.user_id
    where ${everyCondition(toConditions(filter))}`
  return rows[0]?.total ?? 0
}

function toConditions({ state, search, now }: InvitationFilter): Prisma.Sql[] {
  const text = Prisma.sql`fold_text(u.name || ' ' || coalesce(u.email, '') || ' ' || i.email)`
  return [...(state ? [inState(state, now)] : []), ...holdsEveryWord(text, search)]
}

function inState(state: NonNullable<InvitationFilter['state']>, now: Date): Prisma.Sql {
  const live = Prisma.sql`i.accepted_at is null and i.revoked_at is null`
  if (state === 'accepted') return Prisma.sql`i.accepted_at is not null`
  if (state === 'revoked') return Prisma.sql`i.accepted_at is null and i.revoked_at is not null`
  if (state === 'expired') return Prisma.sql`${live} and i.expires_at <= ${now}::timestamptz`
  return Prisma.sql`${live} and i.expires_at > ${now}::timestamptz`
}

/**
 * Someone with this address came or went here: directories that hold an unlinked person of the same address look at
 * everyone in their next run, because nothing changed on their side that would make them look.
 */
export async function planAddressNext(tx: Prisma.TransactionClient, email: string): Promise<void> {
  await tx.$executeRaw`
    update connections c set plan_everyone = true
    where not c.plan_everyone and (
      exists (select 1 from entra_identities i
        where i.connection_id = c.id and i.user_id is null and i.mail_key = lower(${email}::text))
      or exists (select 1 from entra_identities i
        where i.connection_id = c.id and i.user_id is null and i.upn_key = lower(${email}::text)))`
}
