import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastDone, toastNotice } from './toasts.tsx'
import { useTRPC } from './trpc.ts'

export interface UpdateOutcome {
  /** Said in a toast when it worked. */
  done: string
  onRefused?: (error: unknown) => void
}

/** Saves changes of a connection and shows the stored state everywhere. */
export function useUpdateConnection({ done, onRefused }: UpdateOutcome) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.connections.update.mutationOptions({
      onSuccess: ({ notice, ...connection }) => {
        queryClient.setQueryData(trpc.connections.get.queryKey({ id: connection.id }), connection)
        void queryClient.invalidateQueries({ queryKey: trpc.connections.lastCheck.pathKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        if (notice) toastNotice(done, notice)
        else toastDone(done)
      },
      onError: (error) => onRefused?.(error),
    }),
  )
}
