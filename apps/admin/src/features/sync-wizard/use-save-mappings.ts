import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Stores which groups give which realm. */
export function useSaveMappings(onDone: () => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.connections.setMappings.mutationOptions({
      onSuccess: (next, { id }) => {
        queryClient.setQueryData(trpc.connections.mappings.queryKey({ id }), next)
        void queryClient.invalidateQueries({ queryKey: trpc.provisioning.groups.pathKey() })
        onDone()
      },
      onError: (error) => toastProblem('The mappings could not be saved', error),
    }),
  )
}
