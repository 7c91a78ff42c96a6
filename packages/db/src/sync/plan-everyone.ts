import type { Tx } from '../change.ts'

/** The run that looks at everyone takes the wish back as it begins to plan; one that ends badly puts it again. */
export async function setPlanEveryone(tx: Tx, connectionId: string, wanted: boolean): Promise<void> {
  await tx.$executeRaw`
    update connections set plan_everyone = ${wanted}::bool
    where id = ${connectionId}::uuid and plan_everyone is distinct from ${wanted}::bool`
}

/**
 * Something here changed that the directory will not mention: the next run of these connections looks at everyone, not
 * only at those whom the directory changed.
 */
export async function planEveryoneNext(
  tx: Tx,
  whose: { connectionId: string } | { userIds: readonly string[] } | 'all',
): Promise<void> {
  if (whose === 'all') {
    await tx.$executeRaw`update connections set plan_everyone = true where not plan_everyone`
  } else if ('connectionId' in whose) {
    await tx.$executeRaw`
      update connections set plan_everyone = true where id = ${whose.connectionId}::uuid and not plan_everyone`
  } else {
    await tx.$executeRaw`
      update connections c set plan_everyone = true
      where not c.plan_everyone and exists (select 1 from entra_identities i
        where i.connection_id = c.id and i.user_id = any(${whose.userIds}::uuid[]))`
  }
}
