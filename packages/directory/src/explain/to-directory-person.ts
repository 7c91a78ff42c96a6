import type { ExplainedIdentityRow } from '@rollcall/db'
import type { DirectoryPersonView } from '@rollcall/vocabulary'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { toEntraId } from '../users/to-entra-id.ts'

/** The account in the directory, as every answer shows it. */
export function toDirectoryObject(row: ExplainedIdentityRow) {
  const profile = toDirectoryProfile(row)
  return {
    identityId: row.id,
    connectionId: row.connectionId,
    connectionName: row.connectionName,
    connectionKind: row.connectionKind,
    entraId: toEntraId({ ...row, connection: { kind: row.connectionKind } }),
    externalId: row.externalId,
    name: profile.name ?? row.objectId,
    email: profile.email,
    userPrincipalName: row.userPrincipalName,
    accountEnabled: row.accountEnabled,
    userType: row.userType,
    syncedAt: row.syncedAt.toISOString(),
    leftAt: row.leftAt?.toISOString() ?? null,
  } satisfies Record<keyof Omit<DirectoryPersonView, 'userId' | 'answer'>, unknown>
}
