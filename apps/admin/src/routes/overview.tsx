import { createRoute, redirect } from '@tanstack/react-router'
import { may } from '@rollcall/vocabulary'
import { PageSkeleton } from '@rollcall/ui'
import { OverviewPage } from '../features/overview/overview-page.tsx'
import { appRoute } from './app.tsx'

export const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    if (!may(me.role, 'overview.read')) throw redirect({ to: '/profile' })
  },
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.overview.get.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="cards" />,
  component: OverviewPage,
})
