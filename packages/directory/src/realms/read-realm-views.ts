import { countRealmMembers } from '@rollcall/db'
import { type RealmView, realmView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { inOrder } from '../paging/in-order.ts'

const REALM_SELECT = {
  id: true,
  name: true,
  slug: true,
  color: true,
  description: true,
  createdAt: true,
  mappings: {
    where: { mode: { not: 'none' } },
    select: { connectionId: true, groupObjectId: true, groupName: true },
    orderBy: { groupName: 'asc' },
  },
} as const

/** Views of these realms, in this order; ids without a realm are passed over. */
export async function readRealmViews(ctx: Pick<Context, 'db'>, ids: readonly string[]): Promise<RealmView[]> {
  const { client } = ctx.db
  const rows = await client.realm.findMany({ where: { id: { in: [...ids] } }, select: REALM_SELECT })
  const members = await countRealmMembers(client, ids)
  return inOrder(ids, rows, (row) => row.id).map(({ mappings, ...row }) =>
    realmView.parse({
      ...row,
      memberCount: members.get(row.id) ?? 0,
      mappedGroups: mappings.map(({ groupObjectId, ...mapping }) => ({ ...mapping, groupId: groupObjectId })),
      createdAt: row.createdAt.toISOString(),
    } satisfies Record<keyof RealmView, unknown>),
  )
}
