import type { ChangeView, RunId } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import type { ChangeSearch } from './change-search.ts'

/** Changes fetched at once, as many as the server gives. */
const PAGE = 200

/** The changes of a run as far as they have been scrolled to, with the counts of the whole run. */
export function useChanges(runId: RunId, { kind, outcome, search }: ChangeSearch) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.runs.changes.infiniteQueryOptions(
      { runId, kind, outcome, search, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const pages = query.data?.pages
  const rows = useMemo<ChangeView[]>(() => pages?.flatMap((page) => page.items) ?? [], [pages])
  const newest = pages?.at(-1)
  return {
    query,
    rows,
    total: newest?.total ?? 0,
    totalIsLeast: newest?.totalIsLeast ?? false,
    kinds: newest?.kinds ?? {},
    outcomes: newest?.outcomes ?? {},
  }
}

export type LoadedChanges = ReturnType<typeof useChanges>

/** How many rows of each kind the whole run has; empty until that is known. */
export function useChangeKinds(runId: RunId): Partial<Record<ChangeView['kind'], number>> {
  const trpc = useTRPC()
  const query = useQuery(trpc.runs.changes.queryOptions({ runId, limit: 1 }))
  return query.data?.kinds ?? {}
}
