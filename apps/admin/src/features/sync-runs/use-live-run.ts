import { isActiveRun, type RunId, type RunView } from '@rollcall/vocabulary'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useTRPC } from '../../lib/trpc.ts'
import { useRetry } from '../../lib/use-retry.ts'
import { useHeldFor } from './use-held-for.ts'

/** Streams end and are opened again now and then; only a longer gap is worth a notice. */
const NOTICE_AFTER_MS = 5_000

export interface LiveRun {
  query: UseQueryResult<RunView, unknown>
  /** True when no progress has arrived for a while because the stream is down. */
  connectionLost: boolean
}

/** A run that follows its events while it is active, and survives a reload, a restart and a lost network. */
export function useLiveRun(runId: RunId): LiveRun {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const query = useQuery(trpc.runs.get.queryOptions({ id: runId }))
  const active = query.data !== undefined && isActiveRun(query.data.status)

  function receive(run: RunView) {
    const before = queryClient.getQueryData(trpc.runs.get.queryKey({ id: runId }))
    queryClient.setQueryData(trpc.runs.get.queryKey({ id: runId }), run)
    if (before?.status === run.status) return
    void queryClient.invalidateQueries(trpc.runs.changes.pathFilter())
    void queryClient.invalidateQueries(trpc.runs.list.pathFilter())
    void queryClient.invalidateQueries(trpc.conflicts.pathFilter())
    if (isActiveRun(run.status)) return
    void queryClient.invalidateQueries(trpc.users.pathFilter())
    void queryClient.invalidateQueries(trpc.realms.pathFilter())
    void queryClient.invalidateQueries(trpc.overview.pathFilter())
    void queryClient.invalidateQueries(trpc.connections.pathFilter())
  }

  const live = useSubscription(
    trpc.runs.live.subscriptionOptions(
      { runId },
      { enabled: active, onData: (event) => receive(event.data) },
    ),
  )
  const broken = active && (live.status === 'connecting' || live.status === 'error')
  useRetry(active && live.status === 'error', () => {
    live.reset()
    void query.refetch()
  })
  return { query, connectionLost: useHeldFor(broken, NOTICE_AFTER_MS) }
}
