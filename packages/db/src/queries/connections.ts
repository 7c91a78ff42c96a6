import { endAccessOf, type EndedAccess } from '../end-access.ts'
import { Prisma } from '../generated/client.ts'
import { isActingOwner } from './acting-owners.ts'

export interface ConnectionCounts {
  connectionId: string
  /** People in the mirror who have not left. */
  mirrored: number
  /** People here that the connection manages. */
  linked: number
  /** Open conflicts. */
  conflicts: number
}

/** Counts of every connection in three statements, however many connections and people there are. */
export async function countConnectionPeople(
  db: Prisma.TransactionClient,
  connectionIds: readonly string[],
): Promise<Map<string, ConnectionCounts>> {
  const ids = [...connectionIds]
  const identities = await db.$queryRaw<Omit<ConnectionCounts, 'conflicts'>[]>`
    select connection_id::text as "connectionId", count(*) filter (where left_at is null)::int as mirrored,
           count(distinct user_id)::int as linked
    from entra_identities where connection_id = any(${ids}::uuid[]) group by connection_id`
  const conflicts = await db.$queryRaw<Pick<ConnectionCounts, 'connectionId' | 'conflicts'>[]>`
    select connection_id::text as "connectionId", count(*)::int as conflicts
    from conflicts where status = 'open' and connection_id = any(${ids}::uuid[]) group by connection_id`
  const open = new Map(conflicts.map((row) => [row.connectionId, row.conflicts]))
  const people = new Map(identities.map((row) => [row.connectionId, row]))
  return new Map(
    ids.map((connectionId) => [
      connectionId,
      {
        connectionId,
        mirrored: people.get(connectionId)?.mirrored ?? 0,
        linked: people.get(connectionId)?.linked ?? 0,
        conflicts: open.get(connectionId) ?? 0,
      },
    ]),
  )
}

export interface LatestRun {
  connectionId: string
  id: string
  status: string
  finishedAt: Date | null
}

/** The newest run of each connection. */
export async function listLatestRuns(
  db: Prisma.TransactionClient,
  connectionIds: readonly string[],
): Promise<LatestRun[]> {
  return db.$queryRaw<LatestRun[]>`
    select distinct on (connection_id) connection_id::text as "connectionId", id::text as id, status,
           finished_at as "finishedAt"
    from sync_runs where connection_id = any(${[...connectionIds]}::uuid[])
    order by connection_id, created_at desc, id desc`
}

/** Locks a connection against new runs and changes until the transaction ends; false when there is none. */
export async function lockConnection(tx: Prisma.TransactionClient, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from connections where id = ${id}::uuid for update`
  return rows.length === 1
}

export async function countLinkedPeople(tx: Prisma.TransactionClient, connectionId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ people: number }[]>`
    select count(distinct user_id)::int as people from entra_identities
    where connection_id = ${connectionId}::uuid and user_id is not null`
  return rows[0]?.people ?? 0
}

/** Turns memberships given by this connection's mappings into memberships by hand. Returns how many were kept. */
export async function keepMappedMemberships(
  tx: Prisma.TransactionClient,
  connectionId: string,
): Promise<number> {
  return tx.$executeRaw`
    insert into realm_memberships (realm_id, user_id, origin)
    select distinct m.realm_id, m.user_id, 'hand'
    from realm_memberships m join group_mappings g on g.id = m.mapping_id
    where g.connection_id = ${connectionId}::uuid
    on conflict do nothing`
}

export interface ConnectionPeople {
  connectionId: string
  /** The owner who must stay whatever happens; null when other owners remain. */
  exceptUserId: string | null
  at: Date
}

/** People of this connection whom no other connection holds. */
function ownedBy(connectionId: string, exceptUserId: string | null): Prisma.Sql {
  return Prisma.sql`
    exists (select 1 from entra_identities i where i.user_id = u.id and i.connection_id = ${connectionId}::uuid)
    and not exists (select 1 from entra_identities i where i.user_id = u.id and i.connection_id <> ${connectionId}::uuid)
    and u.id is distinct from ${exceptUserId}::uuid`
}

/** Disables the active people only this connection brought. Answers how many, and what ended with their access. */
export async function disableConnectionPeople(
  tx: Prisma.TransactionClient,
  { connectionId, exceptUserId, at }: ConnectionPeople,
): Promise<{ people: number; ended: EndedAccess }> {
  const people = await tx.$executeRaw`
    update users u set status = 'disabled', disabled_by = 'person', disabled_run_id = null,
      disabled_at = ${at}::timestamptz, updated_at = ${at}::timestamptz
    where u.status = 'active' and ${ownedBy(connectionId, exceptUserId)}`
  const disabled = Prisma.sql`
    select u.id from users u
    where u.status = 'disabled' and u.disabled_at = ${at}::timestamptz and ${ownedBy(connectionId, exceptUserId)}`
  return { people, ended: await endAccessOf(tx, disabled, Prisma.sql`${at}::timestamptz`) }
}

/** Deletes the people only this connection brought and whom nobody here has touched. Returns how many. */
export async function deleteUntouchedPeople(
  tx: Prisma.TransactionClient,
  { connectionId, exceptUserId }: Omit<ConnectionPeople, 'at'>,
): Promise<number> {
  return tx.$executeRaw`
    delete from users u
    where u.registered_at is null and u.edited_fields = '{}'
      and not exists (select 1 from realm_memberships m where m.user_id = u.id and m.origin = 'hand')
      and not exists (select 1 from invitations v where v.user_id = u.id)
      and ${ownedBy(connectionId, exceptUserId)}`
}

/** Active owners among the people whom only this connection holds. */
export async function listOwnersOf(tx: Prisma.TransactionClient, connectionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select u.id::text as id from users u
    where ${isActingOwner} and ${ownedBy(connectionId, null)} order by u.created_at, u.id`
  return rows.map((row) => row.id)
}
