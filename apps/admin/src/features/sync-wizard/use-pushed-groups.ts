import { entraId, type ConnectionId } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../../lib/trpc.ts'

/** Groups that a client has sent, as far as they were asked for. Their ids are those that mappings go by. */
export function usePushedGroups(connectionId: ConnectionId, search: string) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.provisioning.groups.infiniteQueryOptions(
      { connectionId, search: search || undefined, limit: 100 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const pages = query.data?.pages
  const groups = useMemo(
    () =>
      (pages ?? []).flatMap((page) =>
        page.items.map(({ id, displayName }) => ({ id: entraId.parse(id), name: displayName })),
      ),
    [pages],
  )
  return { query, groups }
}
