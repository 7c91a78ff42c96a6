import { createRoute, redirect } from '@tanstack/react-router'
import { may } from '@rollcall/vocabulary'
import { PageSkeleton } from '@rollcall/ui'
import { EntraListPage } from '../features/connections/entra-list-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const entraRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/entra',
  beforeLoad: needs('connections.read'),
  loader: async ({ context: { queryClient, trpc, me } }) => {
    const connections = await queryClient.fetchQuery(trpc.connections.list.queryOptions())
    const none = !connections.some((connection) => connection.kind === 'entra')
    if (none && may(me.role, 'connections.edit')) {
      throw redirect({ to: '/settings/integrations/entra/new', replace: true })
    }
  },
  pendingComponent: () => <PageSkeleton shape="table" />,
  component: EntraListPage,
})
