import { createRoute, notFound } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { connectionId, scimRequestId } from '@rollcall/vocabulary'
import { RequestPage } from '../features/provisioning/request-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const scimRequestRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/scim/$id/requests/$requestId',
  beforeLoad: needs('provisioning.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = scimRequestId.safeParse(params.requestId).data
    const connection = connectionId.safeParse(params.id).data
    if (!id || !connection) throw notFound()
    const options = trpc.provisioning.request.queryOptions({ id })
    const request = await queryClient.ensureQueryData({ ...options, staleTime: Infinity })
    if (request.connectionId !== connection) throw notFound()
    return request
  },
  pendingComponent: () => <PageSkeleton shape="detail" />,
  component: () => <RequestPage request={scimRequestRoute.useLoaderData()} />,
})
