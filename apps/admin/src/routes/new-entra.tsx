import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { NewEntraPage } from '../features/connections/new-entra-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const newEntraRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/entra/new',
  beforeLoad: needs('connections.edit'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData(trpc.instance.get.queryOptions()),
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: () => <NewEntraPage instance={newEntraRoute.useLoaderData()} />,
})
