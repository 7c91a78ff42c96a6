import type { Context } from '../context.ts'

export interface GroupRef {
  id: string
  name: string
}

/** The groups that directly hold each identity, by identity id, in three statements at most. */
export async function listIdentityGroups(
  ctx: Pick<Context, 'db'>,
  identities: readonly { id: string; connectionId: string; objectId: string }[],
): Promise<Map<string, GroupRef[]>> {
  if (identities.length === 0) return new Map()
  const memberships = await ctx.db.client.entraGroupMember.findMany({
    where: {
      OR: identities.map(({ connectionId, objectId }) => ({ connectionId, memberObjectId: objectId })),
      memberKind: 'user',
    },
    select: { connectionId: true, groupObjectId: true, memberObjectId: true },
  })
  const groups = await ctx.db.client.entraGroup.findMany({
    where: {
      connectionId: { in: identities.map((identity) => identity.connectionId) },
      objectId: { in: memberships.map((membership) => membership.groupObjectId) },
      leftAt: null,
    },
    select: { connectionId: true, objectId: true, displayName: true },
    orderBy: [{ displayName: 'asc' }, { objectId: 'asc' }],
  })
  const held = new Set(
    memberships.map((row) => `${row.connectionId} ${row.groupObjectId} ${row.memberObjectId}`),
  )
  return new Map(
    identities.map(({ id, connectionId, objectId }) => [
      id,
      groups
        .filter((group) => held.has(`${connectionId} ${group.objectId} ${objectId}`))
        .map((group) => ({ id: group.objectId, name: group.displayName })),
    ]),
  )
}
