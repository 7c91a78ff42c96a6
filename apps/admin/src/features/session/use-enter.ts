import type { MeView } from '@rollcall/vocabulary'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTRPC } from '../../lib/trpc.ts'

/** Goes on after a sign-in: drops what was loaded before, keeps who signed in, and opens the page that was asked for. */
export function useEnter(next: string | undefined): (me: MeView) => void {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const router = useRouter()
  return (me) => {
    queryClient.clear()
    queryClient.setQueryData(trpc.me.get.queryKey(), me)
    router.history.push(toInternalPath(next))
  }
}

/** Only addresses of this site are followed. */
export function toInternalPath(next: string | undefined): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
