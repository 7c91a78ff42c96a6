import type { UserDetailView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'

/** Stores an edit of one person and refreshes whatever shows them. */
export function useUpdateUser(user: UserDetailView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: async (next) => {
        queryClient.setQueryData(trpc.users.get.queryKey({ id: user.id }), next)
        await refreshUsers(queryClient, trpc)
      },
    }),
  )
}

/** Lists, counts, histories and realm sizes after a person has changed. */
export async function refreshUsers(
  queryClient: ReturnType<typeof useQueryClient>,
  trpc: ReturnType<typeof useTRPC>,
): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.users.list.pathFilter()),
    queryClient.invalidateQueries(trpc.users.counts.pathFilter()),
    queryClient.invalidateQueries(trpc.users.timeline.pathFilter()),
    queryClient.invalidateQueries(trpc.users.why.pathFilter()),
    queryClient.invalidateQueries(trpc.realms.pathFilter()),
    queryClient.invalidateQueries(trpc.overview.pathFilter()),
  ])
}
