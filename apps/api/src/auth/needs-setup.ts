import type { Database } from '@rollcall/db'

/** True until an active owner has a way to sign in. */
export async function needsSetup(client: Pick<Database['client'], 'user'>): Promise<boolean> {
  const owner = await client.user.findFirst({
    where: { role: 'owner', status: 'active', OR: [{ password: { isNot: null } }, { did: { not: null } }] },
    select: { id: true },
  })
  return owner === null
}
