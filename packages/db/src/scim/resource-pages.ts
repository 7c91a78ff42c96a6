import { Prisma } from '../generated/client.ts'
import { holdsEveryWord } from '../queries/search-words.ts'

/** One page of what a client has pushed, in the order of the names it is unique by. */
export interface ScimResourceQuery {
  connectionId: string
  /** Words of a name, or an external id as a whole. */
  search: string | undefined
  /** Key of the last row of the page before; null for the first page. */
  after: string | null
  limit: number
}

export interface ScimUserListRow {
  id: string
  /** What the order goes by. */
  key: string
  userName: string
  displayName: string | null
  externalId: string | null
  active: boolean
  userId: string | null
  lastModified: Date
}

export interface ScimGroupListRow {
  id: string
  key: string
  displayName: string
  externalId: string | null
  members: number
  realmName: string | null
  lastModified: Date
}

/** Users are found by the words of the mirror, which has an index for them, and by external id as a whole. */
export async function pageScimUsers(
  db: Prisma.TransactionClient,
  { after, limit, ...filter }: ScimResourceQuery,
): Promise<ScimUserListRow[]> {
  const beyond = after === null ? Prisma.sql`true` : Prisma.sql`s.user_name_key > ${after}`
  return db.$queryRaw<ScimUserListRow[]>`
    select s.id::text, s.user_name_key as key, coalesce(s.document->>'userName', s.user_name_key) as "userName",
      s.document->>'displayName' as "displayName", s.external_id as "externalId",
      coalesce(s.document->>'active', 'true') = 'true' as active, i.user_id::text as "userId",
      s.last_modified as "lastModified"
    from scim_users s left join entra_identities i on i.id = s.id
    where s.connection_id = ${filter.connectionId}::uuid and ${foundUsers(filter)} and ${beyond}
    order by s.user_name_key limit ${limit}::int`
}

export async function countScimUsers(
  db: Prisma.TransactionClient,
  filter: Pick<ScimResourceQuery, 'connectionId' | 'search'>,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from scim_users s
    where s.connection_id = ${filter.connectionId}::uuid and ${foundUsers(filter)}`
  return rows[0]?.total ?? 0
}

export async function pageScimGroups(
  db: Prisma.TransactionClient,
  { after, limit, ...filter }: ScimResourceQuery,
): Promise<ScimGroupListRow[]> {
  const beyond = after === null ? Prisma.sql`true` : Prisma.sql`s.display_name_key > ${after}`
  return db.$queryRaw<ScimGroupListRow[]>`
    select s.id::text, s.display_name_key as key,
      coalesce(s.document->>'displayName', s.display_name_key) as "displayName", s.external_id as "externalId",
      (select count(*)::int from entra_group_members m
        where m.connection_id = s.connection_id and m.group_object_id = s.id::text) as members,
      (select r.name from group_mappings g join realms r on r.id = g.realm_id
        where g.connection_id = s.connection_id and g.group_object_id = s.id::text and g.mode <> 'none') as "realmName",
      s.last_modified as "lastModified"
    from scim_groups s
    where s.connection_id = ${filter.connectionId}::uuid and ${foundGroups(filter)} and ${beyond}
    order by s.display_name_key limit ${limit}::int`
}

export async function countScimGroups(
  db: Prisma.TransactionClient,
  filter: Pick<ScimResourceQuery, 'connectionId' | 'search'>,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from scim_groups s
    where s.connection_id = ${filter.connectionId}::uuid and ${foundGroups(filter)}`
  return rows[0]?.total ?? 0
}

type Found = Pick<ScimResourceQuery, 'connectionId' | 'search'>

function foundUsers({ connectionId, search }: Found): Prisma.Sql {
  const words = holdsEveryWord(Prisma.sql`f.search_text`, search)
  if (words.length === 0) return Prisma.sql`true`
  return Prisma.sql`s.id in (
    select f.id from entra_identities f
    where f.connection_id = ${connectionId}::uuid and ${Prisma.join(words, ' and ')}
    union
    select e.id from scim_users e where e.connection_id = ${connectionId}::uuid and e.external_id = ${search})`
}

/** There are few groups beside people, so their names are read one by one. */
function foundGroups({ search }: Found): Prisma.Sql {
  const words = holdsEveryWord(Prisma.sql`fold_text(s.document->>'displayName')`, search)
  if (words.length === 0) return Prisma.sql`true`
  return Prisma.sql`(${Prisma.join(words, ' and ')} or s.external_id = ${search})`
}
