import { createRoute, redirect } from '@tanstack/react-router'
import { SetupPage } from '../features/session/setup-page.tsx'
import { rootRoute } from './root.tsx'

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  loader: async ({ context: { queryClient, trpc } }) => {
    const instance = await queryClient.fetchQuery(trpc.instance.get.queryOptions())
    if (!instance.needsSetup) throw redirect({ to: '/' })
  },
  component: SetupPage,
})
