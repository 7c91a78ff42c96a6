import { Prisma } from '../generated/client.ts'
import type { Tx } from '../change.ts'

const guid = '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'

/**
 * The names a connection's directory goes by: as it was typed, and the tenant id that a check learned. A directory
 * connected by its domain is thus found again by its id, and the other way round.
 */
function namesOf(connectionId: string): Prisma.Sql {
  return Prisma.sql`
    select lower(directory_id) as name from connections where id = ${connectionId}::uuid and directory_id is not null
    union
    select lower(last_check#>>'{tenant,id}') from connections
    where id = ${connectionId}::uuid and lower(last_check#>>'{tenant,id}') ~ ${guid}`
}

/** Keeps who each linked person of a connection was here, for when the same directory is connected again. Returns how many rows. */
export async function rememberLinks(tx: Tx, connectionId: string): Promise<number> {
  return tx.$executeRaw`
    with names as (${namesOf(connectionId)})
    insert into former_links (directory_id, object_id, user_id)
    select n.name, i.object_id, i.user_id from entra_identities i cross join names n
    where i.connection_id = ${connectionId}::uuid and i.user_id is not null
    on conflict (directory_id, object_id) do update set user_id = excluded.user_id, created_at = now()`
}

export interface FormerLinkRow {
  user_id: string
  /** The present, unlinked person who was this user; null when no such person is in the mirror now. */
  identity_id: string | null
}

/**
 * Who the users are that these unlinked people were linked to, and that their emails match, as far as this directory
 * knew them before. A user is given to one person at most: the newest link wins, and none counts for a user who is
 * linked to this connection already or against what someone decided.
 */
export async function listFormerLinks(
  tx: Tx,
  connectionId: string,
  identityIds: readonly string[],
  matchedIds: readonly string[],
): Promise<FormerLinkRow[]> {
  if (identityIds.length === 0) return []
  return tx.$queryRaw<FormerLinkRow[]>`
    with names as (${namesOf(connectionId)}), wanted as (
      select f.user_id from entra_identities i join former_links f on f.object_id = i.object_id
      where i.id = any(${identityIds}::uuid[]) and f.directory_id in (select name from names)
      union
      select unnest(${matchedIds}::uuid[])
    ), of_object as (
      select distinct on (f.object_id) f.object_id, f.user_id, f.created_at, i.id as identity_id
      from wanted w
      join former_links f on f.user_id = w.user_id and f.directory_id in (select name from names)
      left join entra_identities i on i.connection_id = ${connectionId}::uuid and i.object_id = f.object_id
        and i.user_id is null and i.left_at is null
      order by f.object_id, f.created_at desc, f.directory_id
    ), of_user as (
      select distinct on (user_id) user_id, identity_id from of_object
      order by user_id, identity_id is null, created_at desc, object_id
    )
    select p.user_id::text, p.identity_id::text from of_user p
    where not exists (select 1 from entra_identities x
        where x.user_id = p.user_id and x.connection_id = ${connectionId}::uuid)
      and not exists (select 1 from conflicts k where k.connection_id = ${connectionId}::uuid
        and (k.link_user_id = p.user_id and k.status = 'linked' and k.identity_id is distinct from p.identity_id
          or k.identity_id = p.identity_id and k.status in ('separate', 'ignored')))`
}
