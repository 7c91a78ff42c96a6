import { createRoute, notFound } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { connectionId } from '@rollcall/vocabulary'
import * as z from 'zod'
import { ResourcePage } from '../features/provisioning/resource-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

const address = z.object({ connectionId, id: z.uuid() })

export const scimResourceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/scim/$id/resources/$resourceId',
  beforeLoad: needs('provisioning.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const asked = address.safeParse({ connectionId: params.id, id: params.resourceId })
    if (!asked.success) throw notFound()
    const view = await queryClient.fetchQuery(trpc.provisioning.resource.queryOptions(asked.data))
    return { connectionId: asked.data.connectionId, view }
  },
  pendingComponent: () => <PageSkeleton shape="detail" />,
  component: () => <ResourcePage {...scimResourceRoute.useLoaderData()} />,
})
