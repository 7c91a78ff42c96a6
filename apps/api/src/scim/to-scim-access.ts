import type { ScimTokenRow } from '@rollcall/db'
import { readMirroring, type ScimRules } from '@rollcall/directory'
import { leaverPolicy } from '@rollcall/vocabulary'
import type { AppDeps } from '../app-deps.ts'
import type { ScimAccess } from './token-check.ts'

/** What a token opens. Its context belongs to the client, who is nobody here: it may do nothing but provision. */
export function toScimAccess(row: ScimTokenRow, contextFor: AppDeps['contextFor']): ScimAccess {
  const actor = { kind: 'scim', id: row.tokenId, name: row.displayName } as const
  return {
    tokenId: row.tokenId,
    prefix: row.prefix,
    expiresAt: row.expiresAt,
    rules: toScimRules(row),
    ctx: contextFor({ actor, role: 'member' }),
  }
}

function toScimRules(row: ScimTokenRow): ScimRules {
  return {
    connectionId: row.connectionId,
    displayName: row.displayName,
    version: row.rulesVersion,
    defaultRole: row.defaultRole,
    leaverPolicy: leaverPolicy.parse(row.leaverPolicy),
    leaverGraceDays: row.leaverGraceDays,
    guard: { maxPeople: row.guardMaxPeople, maxPercent: row.guardMaxPercent },
    refreshClaimed: row.refreshClaimed,
    autoLinkClaimed: row.autoLinkClaimed,
    mirroring: readMirroring(row.mirroring),
    sandbox: row.sandbox,
  }
}
