import { cloud, type DirectorySource, type SourceNotice } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { DirectoryError } from '../errors.ts'
import { openCredential } from './credential-columns.ts'

/** Columns of a connection that are needed to talk to its directory. */
export const SOURCE_SELECT = {
  id: true,
  displayName: true,
  directoryId: true,
  clientId: true,
  cloud: true,
  secretSealed: true,
  credentialKind: true,
} as const

export interface SourceRow {
  id: string
  displayName: string
  directoryId: string | null
  clientId: string | null
  cloud: string
  secretSealed: Uint8Array<ArrayBuffer> | null
  credentialKind: string
}

export interface OpenConnectionSource {
  ctx: Pick<Context, 'keys' | 'openSource'>
  connection: SourceRow
  onNotice?: (notice: SourceNotice) => void
}

/** Opens the sealed secret and hands it to the provider; nothing else ever sees it in clear. */
export function openConnectionSource({ ctx, connection, onNotice }: OpenConnectionSource): DirectorySource {
  const { directoryId, clientId, secretSealed } = connection
  if (directoryId === null || clientId === null || secretSealed === null) {
    throw new DirectoryError(
      'conflict',
      `${connection.displayName} has no credentials to read a directory with. Enter them in its settings first.`,
    )
  }
  return ctx.openSource({
    directoryId,
    clientId,
    credential: openCredential(ctx, { ...connection, secretSealed }),
    cloud: cloud.parse(connection.cloud),
    ...(onNotice ? { onNotice } : {}),
  })
}
