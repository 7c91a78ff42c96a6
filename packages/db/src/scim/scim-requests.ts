import type { Tx } from '../change.ts'
import type { Sql, Statement } from '../sql.ts'

/** One request of a SCIM client, as the columns of its row. */
export interface NewScimRequest {
  id: string
  connectionId: string
  /** ISO 8601. */
  at: string
  tokenPrefix: string | null
  method: string
  path: string
  resourceType: 'User' | 'Group' | null
  resourceId: string | null
  /** Null when the caller does not know: the person whom the mirror links to the resource is found here. */
  userId: string | null
  status: number
  scimType: string | null
  outcome: string
  why: string | null
  changed: readonly string[]
  durationMs: number
  /** JSON, redacted. */
  requestBody: string
  /** JSON, redacted. */
  responseBody: string
  userAgent: string | null
}

const INSERT: Statement = {
  name: 'scim-requests-insert',
  text: `
    insert into scim_requests (id, connection_id, at, token_prefix, method, path, resource_type, resource_id, user_id,
      status, scim_type, outcome, why, changed, duration_ms, request_body, response_body, user_agent)
    select r.id, r."connectionId", r.at, r."tokenPrefix", r.method, r.path, r."resourceType", r."resourceId",
      coalesce(r."userId", i.user_id), r.status, r."scimType", r.outcome, r.why, coalesce(r.changed, '{}'),
      r."durationMs", r."requestBody", r."responseBody", r."userAgent"
    from jsonb_to_recordset($1::jsonb) as r(id uuid, "connectionId" uuid, at timestamptz, "tokenPrefix" text, method text,
        path text, "resourceType" text, "resourceId" uuid, "userId" uuid, status int, "scimType" text, outcome text,
        why text, changed text[], "durationMs" float8, "requestBody" jsonb, "responseBody" jsonb, "userAgent" text)
      join connections c on c.id = r."connectionId" and c.kind = 'scim'
      left join entra_identities i on i.id = r."resourceId" and i.connection_id = r."connectionId"
    on conflict (id) do nothing`,
}

/**
 * Stores requests in one statement; each is the JSON of a `NewScimRequest`, with the bodies in it as they are. Those of
 * connections that are not there, and repeated ones, are passed over.
 */
export async function insertScimRequests(
  db: { readonly sql: Sql },
  requests: readonly string[],
): Promise<void> {
  await db.sql(INSERT, [`[${requests.join()}]`])
}

/** The same inside a transaction, for requests that events belong to. */
export async function insertScimRequestsIn(tx: Tx, requests: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(INSERT.text, `[${requests.join()}]`)
}

export interface ScimResourceName {
  id: string
  /** What the client calls it; null when there is no such resource. */
  name: string | null
  userId: string | null
}

/** What resources are called, and whom they are linked to; for facts about requests that named them by id alone. */
export async function listScimResourceNames(tx: Tx, ids: readonly string[]): Promise<ScimResourceName[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw<ScimResourceName[]>`
    select wanted.id::text as id, i.user_id::text as "userId",
      coalesce(u.document->>'displayName', u.document->>'userName', g.document->>'displayName') as name
    from unnest(${[...ids]}::uuid[]) as wanted(id)
      left join scim_users u on u.id = wanted.id
      left join scim_groups g on g.id = wanted.id
      left join entra_identities i on i.id = wanted.id`
}
