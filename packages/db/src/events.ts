import type { Actor, EventType } from '@rollcall/vocabulary'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './change.ts'

/** A fact to append. `data` holds JSON values only. */
export interface NewEvent {
  type: EventType
  actor: Actor
  connectionId?: string | undefined
  runId?: string | undefined
  userId?: string | undefined
  realmId?: string | undefined
  data?: Prisma.InputJsonObject | undefined
}

export type Emit = (event: NewEvent) => void

/** "events" in ASCII; two 32-bit numbers would do as well, any number that nothing else locks. */
export const EVENT_ORDER_LOCK = 0x6576656e7473n

/**
 * Appends events as the last act of a transaction. An id is taken when a row is written but becomes visible when its
 * transaction commits, so without care a reader that has seen id 8 could miss a 7 that commits later. The lock lets
 * one transaction at a time go from taking ids to committing them; ids are therefore visible in their own order.
 */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.$executeRaw`select pg_advisory_xact_lock(${EVENT_ORDER_LOCK})`
  await tx.$executeRaw`
    insert into events (type, at, actor, connection_id, run_id, user_id, realm_id, data)
    select type, clock_timestamp(), actor, "connectionId", "runId", "userId", "realmId", coalesce(data, '{}')
    from rows from (jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      as (type text, actor jsonb, "connectionId" uuid, "runId" uuid, "userId" uuid, "realmId" uuid, data jsonb))
      with ordinality order by ordinality`
}

export interface EventFilter {
  types?: readonly EventType[] | undefined
  connectionId?: string | undefined
  runId?: string | undefined
  userId?: string | undefined
  realmId?: string | undefined
}

export interface StoredEvent {
  id: number
  type: EventType
  at: Date
  actor: Actor
  connectionId: string | null
  runId: string | null
  userId: string | null
  realmId: string | null
  data: Prisma.JsonObject
}

/** Events with an id above `after`, oldest first. Passing the last id seen misses none and repeats none. */
export async function listEventsAfter(
  client: Pick<Tx, 'event'>,
  { after, limit, types, ...ids }: EventFilter & { after: number; limit: number },
): Promise<StoredEvent[]> {
  const where: Prisma.EventWhereInput = { id: { gt: after } }
  if (types) where.type = { in: [...types] }
  for (const key of ['connectionId', 'runId', 'userId', 'realmId'] as const) {
    if (ids[key] !== undefined) where[key] = ids[key]
  }
  const rows = await client.event.findMany({ where, orderBy: { id: 'asc' }, take: limit })
  return rows.map(toStoredEvent)
}

/** Highest id that is visible now; 0 when there is none. */
export async function latestEventId(client: Pick<Tx, 'event'>): Promise<number> {
  const row = await client.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return Number(row?.id ?? 0)
}

/** Only `appendEvents` writes this table, so what it holds has the shapes that NewEvent has. */
export function toStoredEvent(row: Prisma.EventGetPayload<object>): StoredEvent {
  return {
    ...row,
    id: Number(row.id),
    type: row.type as EventType,
    actor: row.actor as unknown as Actor,
    data: row.data as Prisma.JsonObject,
  }
}
