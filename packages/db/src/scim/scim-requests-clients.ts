import type { Tx } from '../change.ts'

/** A client came in with this token. `at` is ISO 8601. */
export interface ScimClientSeen {
  tokenId: string
  connectionId: string
  at: string
}

export interface FirstCalledConnection {
  id: string
  displayName: string
}

/**
 * Notes when tokens were last used and connections last called, at most once a minute each, whichever process saw them.
 * Answers the connections that nobody had called before.
 */
export async function noteScimClients(
  tx: Tx,
  seen: readonly ScimClientSeen[],
): Promise<FirstCalledConnection[]> {
  if (seen.length === 0) return []
  const json = JSON.stringify(seen)
  await tx.$executeRaw`
    update scim_tokens t set last_used_at = s.at
    from (select "tokenId" as id, max(at) as at from jsonb_to_recordset(${json}::jsonb) as r("tokenId" uuid, at timestamptz)
      group by "tokenId") s
    where t.id = s.id and (t.last_used_at is null or t.last_used_at <= s.at - interval '1 minute')`
  return tx.$queryRaw<FirstCalledConnection[]>`
    with seen as (
      select "connectionId" as id, max(at) as at
      from jsonb_to_recordset(${json}::jsonb) as r("connectionId" uuid, at timestamptz) group by "connectionId"
    ), called as (
      select c.id, seen.at, c.scim_first_call_at is null as first
      from connections c join seen on seen.id = c.id
      where c.scim_last_call_at is null or c.scim_last_call_at <= seen.at - interval '1 minute'
      for no key update of c
    ), noted as (
      update connections c set scim_last_call_at = called.at,
        scim_first_call_at = coalesce(c.scim_first_call_at, called.at)
      from called where c.id = called.id
      returning c.id, c.display_name, called.first
    )
    select id::text as id, display_name as "displayName" from noted where first order by id`
}
