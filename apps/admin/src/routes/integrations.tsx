import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { IntegrationsPage } from '../features/connections/integrations-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const integrationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations',
  beforeLoad: needs('connections.read'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.connections.list.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="cards" />,
  component: IntegrationsPage,
})
