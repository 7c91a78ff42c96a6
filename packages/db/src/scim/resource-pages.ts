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

/** `many` says that so many are found that asking row after row is quicker than finding all of them first. */
export async function pageScimUsers(
  db: Prisma.TransactionClient,
  { after, limit, many = false, ...filter }: ScimResourceQuery & { readonly many?: boolean },
): Promise<ScimUserListRow[]> {
  const beyond = after === null ? Prisma.sql`true` : Prisma.sql`s.user_name_key > ${after}`
  return db.$queryRaw<ScimUserListRow[]>`
    select s.id::text, s.user_name_key as key, coalesce(s.document->>'userName', s.user_name_key) as "userName",
      s.document->>'displayName' as "displayName", s.external_id as "externalId",
      coalesce(s.document->>'active', 'true') = 'true' as active, i.user_id::text as "userId",
      s.last_modified as "lastModified"
    from scim_users s left join entra_identities i on i.id = s.id
    where s.connection_id = ${filter.connectionId}::uuid and ${beyond}
      and ${many ? isFound(filter) : isAmongFound(filter)}
    order by s.user_name_key limit ${limit}::int`
}

/** Everyone without a search; of those a search finds, no more than `most` are counted. */
export async function countScimUsers(
  db: Prisma.TransactionClient,
  filter: Found,
  most: number,
): Promise<number> {
  const bound = wordsOf(filter).length === 0 ? Prisma.sql`` : Prisma.sql`limit ${most}::int`
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (
      select 1 from scim_users s
      where s.connection_id = ${filter.connectionId}::uuid and ${isAmongFound(filter)} ${bound}
    ) counted`
  return rows[0]?.total ?? 0
}

/** Groups are few beside people, so that a search reads their names one by one. */
export async function pageScimGroups(
  db: Prisma.TransactionClient,
  { after, limit, ...filter }: ScimResourceQuery,
): Promise<ScimGroupListRow[]> {
  const beyond = after === null ? Prisma.sql`true` : Prisma.sql`s.display_name_key > ${after}`
  return db.$queryRaw<ScimGroupListRow[]>`
    with page as materialized (
      select s.* from scim_groups s
      where s.connection_id = ${filter.connectionId}::uuid and ${foundGroups(filter)} and ${beyond}
      order by s.display_name_key limit ${limit}::int
    ), counted as (
      select m.group_object_id as id, count(*)::int as members from entra_group_members m
      where m.connection_id = ${filter.connectionId}::uuid
        and m.group_object_id = any(array(select p.id::text from page p))
      group by m.group_object_id
    )
    select p.id::text, p.display_name_key as key,
      coalesce(p.document->>'displayName', p.display_name_key) as "displayName", p.external_id as "externalId",
      coalesce(c.members, 0) as members,
      (select r.name from group_mappings g join realms r on r.id = g.realm_id
        where g.connection_id = p.connection_id and g.group_object_id = p.id::text and g.mode <> 'none') as "realmName",
      p.last_modified as "lastModified"
    from page p left join counted c on c.id = p.id::text
    order by p.display_name_key`
}

export async function countScimGroups(db: Prisma.TransactionClient, filter: Found): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from scim_groups s
    where s.connection_id = ${filter.connectionId}::uuid and ${foundGroups(filter)}`
  return rows[0]?.total ?? 0
}

type Found = Pick<ScimResourceQuery, 'connectionId' | 'search'>

function wordsOf({ search }: Found): Prisma.Sql[] {
  return holdsEveryWord(Prisma.sql`f.search_text`, search)
}

/** By the words of the mirror, which has an index for them, or by external id as a whole: for few. */
function isAmongFound(filter: Found): Prisma.Sql {
  const words = wordsOf(filter)
  if (words.length === 0) return Prisma.sql`true`
  const { connectionId, search } = filter
  return Prisma.sql`s.id in (
    select f.id from entra_identities f where f.connection_id = ${connectionId}::uuid and ${Prisma.join(words, ' and ')}
    union all
    select e.id from scim_users e where e.connection_id = ${connectionId}::uuid and e.external_id = ${search})`
}

/** The same, asked of one row after the other: for many. */
function isFound(filter: Found): Prisma.Sql {
  const words = wordsOf(filter)
  if (words.length === 0) return Prisma.sql`true`
  return Prisma.sql`(s.external_id = ${filter.search} or exists (
    select 1 from entra_identities f where f.id = s.id and ${Prisma.join(words, ' and ')}))`
}

function foundGroups({ search }: Found): Prisma.Sql {
  const words = holdsEveryWord(Prisma.sql`fold_text(s.document->>'displayName')`, search)
  if (words.length === 0) return Prisma.sql`true`
  return Prisma.sql`(${Prisma.join(words, ' and ')} or s.external_id = ${search})`
}
