import { EVENT_TYPES, eventListInput, type eventListing } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { toEventView } from './to-event-view.ts'

/** The event log, resumable by id in both directions. `type` takes one or several types, or `noun.*`, separated by commas. */
export async function listEvents({
  ctx,
  input,
}: Call<z.input<typeof eventListInput>>): Promise<z.infer<typeof eventListing>> {
  const query = parseInput(eventListInput, input)
  const rows = await ctx.db.client.event.findMany({
    where: {
      id: {
        ...(query.after !== undefined && { gt: query.after }),
        ...(query.before !== undefined && { lt: query.before }),
      },
      ...(query.type && { type: { in: toTypes(query.type) } }),
      ...(query.userId && { userId: query.userId }),
      ...(query.connectionId && { connectionId: query.connectionId }),
      ...(query.runId && { runId: query.runId }),
    },
    orderBy: { id: query.order },
    take: query.limit + 1,
  })
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return { items: page.map(toEventView), nextCursor: last ? Number(last.id) : null }
}

function toTypes(wanted: string): string[] {
  return wanted.split(',').flatMap((text) => {
    const pattern = text.trim()
    const prefix = pattern.endsWith('.*') ? pattern.slice(0, -1) : null
    const types = EVENT_TYPES.filter((type) => (prefix === null ? type === pattern : type.startsWith(prefix)))
    if (types.length > 0) return types
    const message = `There is no event type "${pattern}". Use one like user.updated, or all of one kind like run.*.`
    throw new DirectoryError('invalid_input', message, [{ path: 'type', message }])
  })
}
