import type { Prisma } from '../generated/client.ts'
import { isActingOwner } from './acting-owners.ts'

/**
 * Locks every owner who can act until the transaction ends and returns their ids. Whoever wants to disable, demote or
 * delete one takes this lock first, so that two of them never each see the other's owner as the one who stays.
 */
export async function lockActiveOwners(tx: Prisma.TransactionClient): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select u.id::text as id from users u where ${isActingOwner} order by u.id for update`
  return rows.map((row) => row.id)
}

/** Locks one person until the transaction ends; false when there is none. */
export async function lockUser(tx: Prisma.TransactionClient, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`select 1 from users where id = ${id}::uuid for update`
  return rows.length === 1
}
