import { Prisma } from '../generated/client.ts'
import { everyCondition, findsEveryWord } from './search-words.ts'

export interface DirectoryPeopleQuery {
  /** Every word must be part of the name, mail or user principal name, in any case; words of one or two letters begin a word there. */
  search?: string | undefined
  connectionId?: string | undefined
  show?: 'present' | 'imported' | 'not_imported' | 'left' | undefined
}

/** Place of a mirrored person: connections one after the other, each in the order in which its people were first met. */
export interface DirectoryPosition {
  connectionId: string
  /** A 64-bit number as text. */
  ordinal: string
}

/** Ids of one page of the mirror after a position, with their own positions. Follows an index; nothing is sorted. */
export async function pageDirectoryPeople(
  db: Prisma.TransactionClient,
  query: { filter: DirectoryPeopleQuery; after: DirectoryPosition | null; limit: number },
): Promise<(DirectoryPosition & { id: string })[]> {
  const conditions = toConditions(query.filter)
  if (query.after) {
    conditions.push(Prisma.sql`(i.connection_id, i.ordinal)
      > (${query.after.connectionId}::uuid, ${query.after.ordinal}::bigint)`)
  }
  return db.$queryRaw<(DirectoryPosition & { id: string })[]>`
    select i.id::text, i.connection_id::text as "connectionId", i.ordinal::text as ordinal
    from entra_identities i where ${everyCondition(conditions)}
    order by i.connection_id, i.ordinal limit ${query.limit}::int`
}

/** Counts no further than `most`, so that a word everyone has costs no more than that. */
export async function countDirectoryPeople(
  db: Prisma.TransactionClient,
  filter: DirectoryPeopleQuery,
  most: number,
): Promise<number> {
  const rows = await db.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (
      select 1 from entra_identities i where ${everyCondition(toConditions(filter))} limit ${most}::int
    ) as counted`
  return rows[0]?.total ?? 0
}

function toConditions({ search, connectionId, show }: DirectoryPeopleQuery): Prisma.Sql[] {
  const conditions = findsEveryWord(Prisma.sql`i.search_text`, search)
  if (connectionId !== undefined) conditions.push(Prisma.sql`i.connection_id = ${connectionId}::uuid`)
  if (show !== undefined) conditions.push(SHOWN[show])
  return conditions
}

const SHOWN = {
  present: Prisma.sql`i.left_at is null`,
  imported: Prisma.sql`i.user_id is not null`,
  not_imported: Prisma.sql`i.user_id is null`,
  left: Prisma.sql`i.left_at is not null`,
} as const satisfies Record<NonNullable<DirectoryPeopleQuery['show']>, Prisma.Sql>

/** What a connection reads, and when it last read all of it. */
export interface CoverageRow {
  id: string
  displayName: string
  includeNested: boolean
  includeGuests: boolean
  groups: { id: string; name: string | null }[]
  lastFullAt: Date | null
}

/** The scope of one connection that reads a directory, or of all of them. */
export async function listCoverage(
  db: Prisma.TransactionClient,
  connectionId: string | undefined,
): Promise<CoverageRow[]> {
  const only = connectionId === undefined ? Prisma.sql`true` : Prisma.sql`c.id = ${connectionId}::uuid`
  return db.$queryRaw<CoverageRow[]>`
    select c.id::text, c.display_name as "displayName", c.include_nested as "includeNested",
      c.include_guests as "includeGuests",
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'name', coalesce(g.display_name, m.group_name)) order by w.place)
        from unnest(c.group_ids) with ordinality as w(id, place)
        left join entra_groups g on g.connection_id = c.id and g.object_id = w.id
        left join group_mappings m on m.connection_id = c.id and m.group_object_id = w.id), '[]'::jsonb) as groups,
      coalesce(c.last_full_at, (select r.finished_at from sync_runs r where r.connection_id = c.id and r.mode = 'full'
        and r.complete_reading and r.finished_at is not null order by r.created_at desc limit 1)) as "lastFullAt"
    from connections c where c.kind = 'entra' and ${only}
    order by c.display_name, c.id`
}
