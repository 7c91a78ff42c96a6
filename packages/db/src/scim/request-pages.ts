import { Prisma } from '../generated/client.ts'
import { holdsEveryWord } from '../queries/search-words.ts'

/** A request without its bodies. `userId` and `userName` are those of a person who is still here. */
export interface ScimRequestRow {
  id: string
  connectionId: string
  at: Date
  method: string
  path: string
  resourceType: string | null
  resourceId: string | null
  userId: string | null
  userName: string | null
  status: number
  scimType: string | null
  outcome: string
  why: string | null
  changed: string[]
  durationMs: number
  tokenPrefix: string | null
}

export interface ScimRequestDetailRow extends ScimRequestRow {
  requestBody: unknown
  responseBody: unknown
  userAgent: string | null
}

export interface ScimRequestFilter {
  connectionId: string
  show: 'all' | 'writes' | 'problems'
  resourceType?: 'User' | 'Group' | undefined
  resourceId?: string | undefined
  /** Every word must be part of the path, the sentence or the person's name. */
  search?: string | undefined
}

export interface ScimRequestQuery {
  filter: ScimRequestFilter
  /** Id of the last request of the page before; null for the newest. */
  before: string | null
  limit: number
  /** How many requests are looked through for those that match. */
  within: number
}

const COLUMNS = Prisma.sql`
  r.id::text, r.connection_id::text as "connectionId", r.at, r.method, r.path, r.resource_type as "resourceType",
  r.resource_id::text as "resourceId", u.id::text as "userId", u.name as "userName", r.status,
  r.scim_type as "scimType", r.outcome, r.why, r.changed, r.duration_ms as "durationMs",
  r.token_prefix as "tokenPrefix"`

/** Newest first, along an index and no further than `within` requests, however few of them match. */
export async function pageScimRequests(
  db: Prisma.TransactionClient,
  { filter, before, limit, within }: ScimRequestQuery,
): Promise<ScimRequestRow[]> {
  return db.$queryRaw<ScimRequestRow[]>`
    select ${COLUMNS}
    from (select * from scim_requests q where ${reachable(filter, before)} order by q.id desc limit ${within}::int) r
    left join users u on u.id = r.user_id
    where ${matching(filter)}
    order by r.id desc limit ${limit}::int`
}

/** The last request that `pageScimRequests` looks at; null when there are fewer than `within`. */
export async function findLastWithin(
  db: Prisma.TransactionClient,
  { filter, before, within }: Omit<ScimRequestQuery, 'limit'>,
): Promise<string | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select q.id::text from scim_requests q where ${reachable(filter, before)}
    order by q.id desc offset ${within - 1}::int limit 1`
  return rows[0]?.id ?? null
}

/** One request with its bodies, of a connection that people are shown. */
export async function findScimRequest(
  db: Prisma.TransactionClient,
  { id, connectionId }: { id: string; connectionId: string | null },
): Promise<ScimRequestDetailRow | null> {
  const rows = await db.$queryRaw<ScimRequestDetailRow[]>`
    select ${COLUMNS}, r.request_body as "requestBody", r.response_body as "responseBody", r.user_agent as "userAgent"
    from scim_requests r
    join connections c on c.id = r.connection_id and not c.sandbox
    left join users u on u.id = r.user_id
    where r.id = ${id}::uuid and r.connection_id = coalesce(${connectionId}::uuid, r.connection_id)`
  return rows[0] ?? null
}

/** What an index leads to. */
function reachable({ connectionId, resourceId }: ScimRequestFilter, before: string | null): Prisma.Sql {
  const conditions = [Prisma.sql`q.connection_id = ${connectionId}::uuid`]
  if (resourceId !== undefined) conditions.push(Prisma.sql`q.resource_id = ${resourceId}::uuid`)
  if (before !== null) conditions.push(Prisma.sql`q.id < ${before}::uuid`)
  return Prisma.join(conditions, ' and ')
}

const SHOWN = {
  all: Prisma.sql`true`,
  writes: Prisma.sql`r.method not in ('GET', 'HEAD') and r.outcome <> 'answered'`,
  problems: Prisma.sql`r.outcome in ('refused', 'failed', 'held', 'conflict')`,
} as const satisfies Record<ScimRequestFilter['show'], Prisma.Sql>

function matching({ show, resourceType, search }: ScimRequestFilter): Prisma.Sql {
  const text = Prisma.sql`fold_text(concat_ws(' ', r.path, r.why, u.name))`
  const conditions = [SHOWN[show], ...holdsEveryWord(text, search)]
  if (resourceType !== undefined) conditions.push(Prisma.sql`r.resource_type = ${resourceType}`)
  return Prisma.join(conditions, ' and ')
}
