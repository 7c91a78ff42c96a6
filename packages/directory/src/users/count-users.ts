import { countUsersByState } from '@rollcall/db'
import { type userCounts, userListInput } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { toUserFilter } from './user-filter.ts'

const schema = userListInput.partial()

/** People under the same search and filters, by tab. What tells the tabs apart is itself no filter here. */
export async function countUsers({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<z.infer<typeof userCounts>> {
  const query = parseInput(schema, input)
  const filter = await toUserFilter(ctx, { ...query, claimed: undefined, status: undefined })
  if (!filter) return { registered: 0, unclaimed: 0, disabled: 0 }
  return countUsersByState(ctx.db.client, filter)
}
