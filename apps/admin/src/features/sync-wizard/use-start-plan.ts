import { isActiveRun, type ConnectionId, type RunId, type RunView } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'

/** The run of this connection that is active now, if any. */
export function useActiveRun(connectionId: ConnectionId): { run: RunView | null; isPending: boolean } {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.runs.list.queryOptions({ connectionId, limit: 1 }),
    refetchInterval: 10_000,
  })
  const latest = query.data?.items[0]
  return { run: latest && isActiveRun(latest.status) ? latest : null, isPending: query.isPending }
}

/** Makes a plan of the connection as it is now. A plan that still waits describes the past, so it is rejected first. */
export function useStartPlan(connectionId: ConnectionId, onStarted: (id: RunId) => void) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (waiting: RunView | null) => {
      if (waiting?.status === 'awaiting_confirmation')
        await client.runs.cancel.mutate({ id: waiting.id, note: 'A new plan takes its place.' })
      return client.runs.start.mutate({ connectionId, planOnly: true })
    },
    onSuccess: async ({ run }) => {
      queryClient.setQueryData(trpc.runs.get.queryKey({ id: run.id }), run)
      onStarted(run.id)
      await queryClient.invalidateQueries(trpc.runs.list.pathFilter())
    },
    onError: (error) => toastProblem('The plan could not be started', error),
  })
}
