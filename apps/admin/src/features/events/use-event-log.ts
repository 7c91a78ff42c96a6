import type { EventView } from '@rollcall/vocabulary'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useReducer } from 'react'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'
import { useRetry } from '../../lib/use-retry.ts'
import type { EventSearch } from './event-search.ts'
import { mergeEvents, toPatterns } from './event-words.ts'
import { NO_LIVE_EVENTS, reduceLiveEvents } from './live-events.ts'

const PAGE = 50
/** Without a filter the log shows what happened, not how far a sync had come while it ran. */
const WITHOUT_PROGRESS = toPatterns('run.progressed').join(',')

/** The log newest first, going back page by page, and what has happened since. Mount it anew for another filter. */
export function useEventLog(search: EventSearch) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const [live, dispatch] = useReducer(reduceLiveEvents, NO_LIVE_EVENTS)
  const query = useInfiniteQuery({
    queryKey: [...trpc.events.pathKey(), 'newest first', search],
    queryFn: ({ pageParam, signal }) =>
      client.events.list.query(
        {
          ...search,
          type: search.type ?? WITHOUT_PROGRESS,
          order: 'desc',
          limit: PAGE,
          before: pageParam ?? undefined,
        },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Infinity,
    gcTime: 0,
  })
  const newest = query.data?.pages[0]?.items[0]?.id
  const { type, ...scope } = search
  function receive(event: EventView) {
    const wanted = type === undefined ? event.type !== 'run.progressed' : event.type === type
    if (wanted) dispatch({ type: 'arrived', event })
  }
  const stream = useSubscription(
    trpc.events.live.subscriptionOptions(
      { ...scope, lastEventId: newest ?? null },
      { enabled: query.isSuccess, onData: (item) => receive(item.data) },
    ),
  )
  useRetry(stream.status === 'error', () => stream.reset())
  return {
    query,
    events: mergeEvents(live.shown, query.data?.pages.flatMap((page) => page.items) ?? []),
    waiting: live.waiting.length,
    reveal: () => dispatch({ type: 'revealed' }),
  }
}
