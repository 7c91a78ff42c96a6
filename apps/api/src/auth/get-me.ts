import { DirectoryError, type Context } from '@rollcall/directory'
import type { MeView } from '@rollcall/vocabulary'
import type { Caller } from './caller.ts'
import { toMe } from './to-me.ts'

/** The person behind the request. Throws `not_found` for a key that belongs to nobody. */
export async function getMe({ ctx, caller }: { ctx: Context; caller: Caller }): Promise<MeView> {
  const person =
    caller.userId &&
    (await ctx.db.client.user.findUnique({
      where: { id: caller.userId },
      select: { id: true, name: true, email: true, role: true },
    }))
  if (!person) throw new DirectoryError('not_found', 'This key does not belong to a person.')
  return toMe(person)
}
