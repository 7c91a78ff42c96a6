import { listEvents } from '@rollcall/directory'
import { connectionId, eventListInput, eventListing, runId, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import { streamEvents } from '../live/stream-events.ts'
import { lastEventId } from './last-event-id.ts'
import { allow, router } from './procedure.ts'

const liveInput = z.object({
  lastEventId,
  connectionId: connectionId.optional(),
  runId: runId.optional(),
  userId: userId.optional(),
})

export const eventsRouter = router({
  list: allow('events.read')
    .input(eventListInput.prefault({}))
    .output(eventListing)
    .query(({ ctx, input }) => listEvents({ ctx: ctx.verb, input })),
  live: allow('events.read')
    .input(liveInput.prefault({}))
    .subscription(({ ctx, input, signal }) => {
      const { lastEventId: after, ...filter } = input
      return streamEvents({ feed: ctx.deps.feed, after: after ?? null, filter, signal })
    }),
})
