import type { RunView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Releases a plan that waits; the run is shown as the server answers it. */
export function useConfirmRun(run: RunView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.runs.confirm.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(trpc.runs.get.queryKey({ id: run.id }), next),
      onError: (error) => toastProblem('The sync could not be started', error),
    }),
  )
}
