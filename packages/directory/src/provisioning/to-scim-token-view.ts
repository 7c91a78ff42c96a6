import type { Prisma } from '@rollcall/db'
import { scimTokenId, type ScimTokenView } from '@rollcall/vocabulary'

/** Columns of a token that may be shown. The hash is left where it is. */
export const SCIM_TOKEN_SELECT = {
  id: true,
  name: true,
  prefix: true,
  createdBy: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
} as const satisfies Prisma.ScimTokenSelect

type TokenRow = Prisma.ScimTokenGetPayload<{ select: typeof SCIM_TOKEN_SELECT }>

export function toScimTokenView(row: TokenRow, now: Date): ScimTokenView {
  return {
    id: scimTokenId.parse(row.id),
    name: row.name,
    prefix: row.prefix,
    state: toState(row, now),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}

function toState({ revokedAt, expiresAt }: TokenRow, now: Date): ScimTokenView['state'] {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live'
}
