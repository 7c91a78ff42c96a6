import type { Tx } from '@rollcall/db'

/** Someone decided about losses of access that were pushed: those before count no more against the next ones. */
export async function countRemovalsAnew(tx: Tx, connectionId: string, at: Date): Promise<void> {
  await tx.connection.updateMany({ where: { id: connectionId, kind: 'scim' }, data: { scimWindowFrom: at } })
}
