import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '../lib/session.ts'
import { toastProblem } from '../lib/toasts.tsx'

/** Ends the session here and on the server, forgets everything that was loaded, and leads to the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const queryClient = useQueryClient()
  const router = useRouter()
  return async () => {
    try {
      await signOut()
    } catch (error) {
      toastProblem('You are still signed in', error)
      return
    }
    await router.navigate({ to: '/sign-in', search: {} })
    queryClient.clear()
  }
}
