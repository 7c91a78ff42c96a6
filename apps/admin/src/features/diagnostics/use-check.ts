import type { ConnectionId } from '@rollcall/vocabulary'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { toProblem } from '../../lib/problem.ts'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'
import { advance, IDLE, type CheckProgress } from './check-progress.ts'

/** Runs the checks of a connection and follows them as they end. Leaving the page stops them; the last result stays. */
export function useCheck(id: ConnectionId): { progress: CheckProgress; start: () => void } {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const [progress, dispatch] = useReducer(advance, IDLE)
  const last = useQuery(trpc.connections.lastCheck.queryOptions({ id }))
  const running = useRef<{ unsubscribe: () => void }>(undefined)
  useEffect(() => () => running.current?.unsubscribe(), [])

  function refresh() {
    void queryClient.invalidateQueries({ queryKey: trpc.connections.get.queryKey({ id }) })
    void queryClient.invalidateQueries({ queryKey: trpc.connections.lastCheck.queryKey({ id }) })
    void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
    void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
  }

  function start() {
    running.current?.unsubscribe()
    dispatch({ kind: 'started' })
    running.current = client.connections.checkLive.subscribe(
      { id },
      {
        onData: (result) => dispatch({ kind: 'arrived', result }),
        onComplete: () => {
          dispatch({ kind: 'finished' })
          refresh()
        },
        onError: (error) => dispatch({ kind: 'broke', problem: toProblem(error) }),
      },
    )
  }
  const shown: CheckProgress =
    progress.phase === 'idle' && last.data ? { phase: 'done', results: last.data.checks } : progress
  return { progress: shown, start }
}
