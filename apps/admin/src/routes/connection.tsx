import { createRoute, redirect } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { connectionId } from '@rollcall/vocabulary'
import * as z from 'zod'
import { CONNECTION_SECTIONS, ConnectionPage } from '../features/connections/connection-page.tsx'
import { CheckPanel } from '../features/diagnostics/check-panel.tsx'
import { needs } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const connectionRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/entra/$id',
  validateSearch: z.object({ section: z.enum(CONNECTION_SECTIONS).optional().catch(undefined) }),
  beforeLoad: needs('connections.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = connectionId.safeParse(params.id).data
    if (!id) return null
    const options = trpc.connections.get.queryOptions({ id })
    const { kind } = await queryClient.ensureQueryData({ ...options, revalidateIfStale: true })
    if (kind === 'scim') throw redirect({ to: '/settings/integrations/scim/$id', params, replace: true })
    return id
  },
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: ConnectionRoute,
})

function ConnectionRoute() {
  const { data: id } = connectionId.safeParse(connectionRoute.useParams().id)
  const { section } = connectionRoute.useSearch()
  if (!id) return <PageNotFound />
  return (
    <ConnectionPage
      key={id}
      id={id}
      section={section ?? 'connection'}
      renderCheck={(connection) => <CheckPanel connection={connection} />}
    />
  )
}
