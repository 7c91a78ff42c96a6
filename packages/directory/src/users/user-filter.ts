import type { UserFilter } from '@rollcall/db'
import type { UserListInput } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'

type Filters = Pick<
  UserListInput,
  'claimed' | 'status' | 'role' | 'realm' | 'connectionId' | 'left' | 'search'
>

/** The filter in the database's words; null when it names a realm that does not exist, which nobody can be in. */
export async function toUserFilter(
  ctx: Pick<Context, 'db'>,
  query: Partial<Filters>,
): Promise<UserFilter | null> {
  const realmId = query.realm ? await findRealmId(ctx, query.realm) : undefined
  if (realmId === null) return null
  return {
    registered: query.claimed,
    status: query.status,
    role: query.role,
    realmId,
    connectionId: query.connectionId,
    left: query.left,
    search: query.search,
  }
}

/** A slug may look like an id, so an id wins. */
async function findRealmId(ctx: Pick<Context, 'db'>, realm: string): Promise<string | null> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(realm)
  const found = await ctx.db.client.realm.findMany({
    where: isId ? { OR: [{ id: realm }, { slug: realm }] } : { slug: realm },
    select: { id: true },
  })
  return (found.find((one) => one.id === realm.toLowerCase()) ?? found[0])?.id ?? null
}
