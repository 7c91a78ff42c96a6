import { createRoute, notFound, redirect } from '@tanstack/react-router'
import { scimRequestId } from '@rollcall/vocabulary'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

/** Where a request is known by its id alone: leads on to its page. */
export const scimRequestLinkRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/provisioning-requests/$requestId',
  beforeLoad: needs('provisioning.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = scimRequestId.safeParse(params.requestId).data
    if (!id) throw notFound()
    const options = trpc.provisioning.request.queryOptions({ id })
    const request = await queryClient.ensureQueryData({ ...options, staleTime: Infinity })
    throw redirect({
      to: '/settings/integrations/scim/$id/requests/$requestId',
      params: { id: request.connectionId, requestId: id },
      replace: true,
    })
  },
})
