import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { IntegrationsPage } from '../features/connections/integrations-page.tsx'
import { EmailEntry } from '../features/email-settings/email-entry.tsx'
import { ScimIntegrations } from '../features/provisioning/scim-integrations.tsx'
import { WalletEntry } from '../features/wallet-settings/wallet-entry.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const integrationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations',
  beforeLoad: needs('connections.read'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.connections.list.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="cards" />,
  component: IntegrationsRoute,
})

function IntegrationsRoute() {
  return (
    <IntegrationsPage
      provisioning={<ScimIntegrations />}
      more={
        <>
          <EmailEntry />
          <WalletEntry />
        </>
      }
    />
  )
}
