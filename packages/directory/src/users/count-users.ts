import { countUsersByState } from '@rollcall/db'
import { type userCounts, userListInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { mostCounted, toCounted } from './to-counted.ts'
import { toUserFilter } from './user-filter.ts'

const schema = userListInput.partial()

/**
 * People under the same search and filters, by tab, each counted up to `mostCounted`. What tells the tabs apart is
 * itself no filter here.
 */
export async function countUsers({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof userCounts>> {
  const query = parseInput(schema, input)
  const filter = await toUserFilter(ctx, { ...query, claimed: undefined, status: undefined })
  const most = mostCounted(query)
  const found = filter
    ? await countUsersByState(ctx.db.client, filter, most + 1)
    : { registered: 0, unclaimed: 0, disabled: 0 }
  const registered = toCounted(found.registered, most)
  const unclaimed = toCounted(found.unclaimed, most)
  const disabled = toCounted(found.disabled, most)
  return {
    registered: registered.total,
    unclaimed: unclaimed.total,
    disabled: disabled.total,
    isLeast: { registered: registered.isLeast, unclaimed: unclaimed.isLeast, disabled: disabled.isLeast },
  }
}
