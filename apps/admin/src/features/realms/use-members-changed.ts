import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'

/** Reads again whatever shows members, after somebody came or went. */
export function useMembersChanged(): () => Promise<void> {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.users.pathFilter()),
      queryClient.invalidateQueries(trpc.realms.pathFilter()),
    ])
  }
}
