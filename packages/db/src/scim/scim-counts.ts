import type { Prisma } from '../generated/client.ts'

export interface ScimCounts {
  connectionId: string
  users: number
  groups: number
  /** Tokens that open the connection at the given instant. */
  liveTokens: number
}

/** What each of these connections holds, in one statement. */
export async function countScimResources(
  db: Prisma.TransactionClient,
  connectionIds: readonly string[],
  now: Date,
): Promise<Map<string, ScimCounts>> {
  if (connectionIds.length === 0) return new Map()
  const rows = await db.$queryRaw<ScimCounts[]>`
    select c.id::text as "connectionId",
      (select count(*)::int from scim_users u where u.connection_id = c.id) as users,
      (select count(*)::int from scim_groups g where g.connection_id = c.id) as groups,
      (select count(*)::int from scim_tokens t where t.connection_id = c.id and t.revoked_at is null
        and (t.expires_at is null or t.expires_at > ${now}::timestamptz)) as "liveTokens"
    from connections c where c.id = any(${[...connectionIds]}::uuid[])`
  return new Map(rows.map((row) => [row.connectionId, row]))
}
