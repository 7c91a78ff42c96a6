import type { ReadPerson } from '../sync/mirror-people.ts'
import { EVENT_ORDER_LOCK, type NewEvent } from '../events.ts'
import { Prisma } from '../generated/client.ts'
import type { Statement } from '../sql.ts'

/** A User as it is to be stored: the resource, and what the mirror says of it. */
export interface PushedPerson {
  readonly id: string
  readonly connectionId: string
  /** `userName` folded. */
  readonly userNameKey: string
  readonly externalId: string | null
  readonly matchKeys: readonly string[]
  /** Without `schemas`, `id` and `meta`. */
  readonly document: object
  readonly mirror: ReadPerson
}

/** The columns of a profile in `users`. */
export interface UserProfile {
  readonly name: string
  readonly givenName: string | null
  readonly surname: string | null
  readonly email: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly employeeId: string | null
}

/** A statement of one shape, whatever its values. */
export interface Prepared {
  readonly statement: Statement
  readonly values: readonly unknown[]
}

/** Numbers the parameters of a query for `Sql`, under the name it is prepared by. */
export function prepared(name: string, query: Prisma.Sql): Prepared {
  return { statement: { name, text: query.text }, values: query.values }
}

/**
 * The event of a request as the last part of its statement: once `after` has a row, the order of events is taken and the
 * event written. See `appendEvents`.
 */
export function eventParts(after: string, event: NewEvent): Prisma.Sql {
  return Prisma.sql`ordered as materialized (
      select pg_advisory_xact_lock(${EVENT_ORDER_LOCK}::bigint) from ${Prisma.raw(after)}
    ), noted as (
      insert into events (type, at, actor, connection_id, user_id, data)
      select ${event.type}, clock_timestamp(), ${JSON.stringify(event.actor)}::jsonb, ${event.connectionId}::uuid,
        ${event.userId ?? null}::uuid, ${JSON.stringify(event.data ?? {})}::jsonb from ordered
    )`
}
