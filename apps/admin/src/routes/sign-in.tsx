import { createRoute, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { rootRoute } from './root.tsx'

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().startsWith('/').optional().catch(undefined) }),
  loader: async ({ context: { queryClient, trpc } }) => {
    const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
    if (instance.needsSetup) throw redirect({ to: '/setup' })
    return instance
  },
  component: SignInRoute,
})

function SignInRoute() {
  const { next } = signInRoute.useSearch()
  return <SignInPage instance={signInRoute.useLoaderData()} next={next} />
}
