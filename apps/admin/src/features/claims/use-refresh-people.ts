import { useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'

/** Reads again whatever shows people, after one of them has claimed or a link of theirs has changed. */
export function useRefreshPeople(): () => void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return () => {
    void queryClient.invalidateQueries(trpc.claims.overview.pathFilter())
    void queryClient.invalidateQueries(trpc.users.pathFilter())
    void queryClient.invalidateQueries(trpc.overview.pathFilter())
  }
}
