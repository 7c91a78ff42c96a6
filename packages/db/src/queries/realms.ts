import { Prisma } from '../generated/client.ts'
import { everyCondition, holdsEveryWord } from './search-words.ts'

export interface RealmPosition {
  name: string
  id: string
}

export interface RealmPageQuery {
  search?: string | undefined
  after: RealmPosition | null
  limit: number
}

/** Ids of one page of realms in order of their names. */
export async function pageRealms(
  db: Prisma.TransactionClient,
  query: RealmPageQuery,
): Promise<RealmPosition[]> {
  const conditions = toConditions(query.search)
  if (query.after) {
    conditions.push(
      Prisma.sql`(lower(r.name), r.id) > (lower(${query.after.name}::text), ${query.after.id}::uuid)`,
    )
  }
  return db.$queryRaw<RealmPosition[]>`
    select r.id::text as id, r.name from realms r where ${everyCondition(conditions)}
    order by lower(r.name), r.id limit ${query.limit}`
}

export async function countRealms(db: Prisma.TransactionClient, search: string | undefined): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from realms r where ${everyCondition(toConditions(search))}`
  return rows[0]?.total ?? 0
}

function toConditions(search: string | undefined): Prisma.Sql[] {
  return holdsEveryWord(Prisma.sql`lower(r.name || ' ' || r.slug)`, search)
}

/** How many people each realm holds; someone who came in two ways counts once. */
export async function countRealmMembers(
  db: Prisma.TransactionClient,
  realmIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: string; members: number }[]>`
    select realm_id::text as id, count(distinct user_id)::int as members
    from realm_memberships where realm_id = any(${[...realmIds]}::uuid[]) group by realm_id`
  return new Map(rows.map((row) => [row.id, row.members]))
}

/** Puts people into a realm by hand. Returns those who were not in it by hand before; unknown people are passed over. */
export async function addMembersByHand(
  tx: Prisma.TransactionClient,
  realmId: string,
  userIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    with added as (
      insert into realm_memberships (realm_id, user_id, origin)
      select ${realmId}::uuid, u.id, 'hand' from users u where u.id = any(${[...userIds]}::uuid[])
      on conflict do nothing returning user_id
    )
    select u.id::text as id, u.name from added join users u on u.id = added.user_id order by u.name, u.id`
}

/** Those of these realms that exist, kept from being deleted until the transaction ends. */
export async function holdRealms(
  tx: Prisma.TransactionClient,
  realmIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    select id::text as id, name from realms where id = any(${[...realmIds]}::uuid[]) order by id for key share`
}
