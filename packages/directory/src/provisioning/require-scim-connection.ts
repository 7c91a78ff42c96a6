import type { Tx } from '@rollcall/db'
import { DirectoryError, notFound } from '../errors.ts'

/** The name of a connection that a client pushes to. Throws `not_found`, or `conflict` for one that reads a directory. */
export async function requireScimConnection(
  client: Pick<Tx, 'connection'>,
  id: string,
): Promise<{ displayName: string }> {
  const row = await client.connection.findFirst({
    where: { id, sandbox: false },
    select: { kind: true, displayName: true },
  })
  if (!row) throw notFound('connection')
  if (row.kind === 'scim') return row
  throw new DirectoryError(
    'conflict',
    `${row.displayName} reads its directory, and nobody pushes to it. Make a connection for SCIM provisioning for that.`,
  )
}
