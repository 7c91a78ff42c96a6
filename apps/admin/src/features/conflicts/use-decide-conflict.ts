import type { ConflictView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { toOutcome } from './conflict-words.ts'

/** Stores a decision. When somebody else was faster, the list is read again and shows theirs. */
export function useDecideConflict(conflict: ConflictView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.conflicts.decide.mutationOptions({
      onSuccess: (_, input) => toastDone(toOutcome(input.decision, conflict)),
      onError: (error) => toastProblem('The decision was not stored', error),
      onSettled: async () => {
        await queryClient.invalidateQueries(trpc.conflicts.pathFilter())
        await queryClient.invalidateQueries(trpc.overview.pathFilter())
        await queryClient.invalidateQueries(trpc.connections.pathFilter())
      },
    }),
  )
}
