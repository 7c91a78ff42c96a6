import type { Sql, Statement } from '../sql.ts'

/** A token and everything about its connection that a request has to know. */
export interface ScimTokenRow {
  tokenId: string
  prefix: string
  expiresAt: Date | null
  revokedAt: Date | null
  connectionId: string
  displayName: string
  rulesVersion: number
  defaultRole: string
  leaverPolicy: string
  leaverGraceDays: number
  guardMaxPeople: number
  guardMaxPercent: number
  refreshClaimed: boolean
  autoLinkClaimed: boolean
  mirroring: unknown
  sandbox: boolean
}

const FIND: Statement = {
  name: 'scim-token-find',
  text: `
    select t.id::text as "tokenId", t.prefix, t.expires_at as "expiresAt", t.revoked_at as "revokedAt",
      c.id::text as "connectionId", c.display_name as "displayName", c.rules_version as "rulesVersion",
      c.default_role as "defaultRole", c.leaver_policy as "leaverPolicy", c.leaver_grace_days as "leaverGraceDays",
      c.guard_max_people as "guardMaxPeople", c.guard_max_percent as "guardMaxPercent",
      c.refresh_claimed as "refreshClaimed", c.auto_link_claimed as "autoLinkClaimed",
      c.scim_mirroring as mirroring, c.sandbox
    from scim_tokens t join connections c on c.id = t.connection_id
    where t.token_hash = $1 and c.kind = 'scim'`,
}

/** The token with this hash, also when it was revoked or has expired; null for one that never was. */
export async function findScimToken(
  db: { readonly sql: Sql },
  tokenHash: Uint8Array,
): Promise<ScimTokenRow | null> {
  const [row] = await db.sql<ScimTokenRow>(FIND, [Buffer.from(tokenHash)])
  return row ?? null
}
