import type { ConnectionId } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'
import type { ProvisioningSearch } from './provisioning-search.ts'

const PAGE = 50
const FOLLOW_MS = 3_000

/** Requests newest first. While `live`, the first page is followed; a reader who went further back is left in peace. */
export function useRequests(id: ConnectionId, search: ProvisioningSearch, live: boolean) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.provisioning.requests.infiniteQueryOptions(
      {
        connectionId: id,
        show: search.show ?? 'all',
        resourceType: search.type,
        resourceId: search.resource,
        search: search.search,
        limit: PAGE,
      },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (live && (state.data?.pages.length ?? 0) <= 1 ? FOLLOW_MS : false),
  })
  return { query, requests: query.data?.pages.flatMap((page) => page.items) ?? [] }
}
