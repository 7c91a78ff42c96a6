import { toEventView } from '@rollcall/directory'
import { eventView, type EventView } from '@rollcall/vocabulary'
import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { EventFeed, FeedFilter } from './event-feed.ts'
import { untilCutOff } from './until-cut-off.ts'

/** Events as they are committed. A reconnecting listener goes on after the last one it saw. */
export async function* streamEvents(options: {
  feed: EventFeed
  after: number | null
  filter: FeedFilter
  signal: AbortSignal | undefined
}): AsyncGenerator<TrackedEnvelope<EventView>, void> {
  const { feed, after, filter } = options
  const signal = options.signal ?? new AbortController().signal
  for await (const event of feed.follow({ after, filter, signal })) {
    const view = eventView.parse(toEventView({ ...event, id: BigInt(event.id) }))
    yield tracked(String(view.id), view)
  }
  await untilCutOff(signal)
}
