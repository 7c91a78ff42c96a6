import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { ProfilePage } from '../features/session/profile-page.tsx'
import { appRoute } from './app.tsx'

export const profileRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/profile',
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.me.sessions.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: ProfilePage,
})
