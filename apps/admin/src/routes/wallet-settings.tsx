import { PageSkeleton } from '@rollcall/ui'
import { createRoute } from '@tanstack/react-router'
import { WalletSettingsPage } from '../features/wallet-settings/wallet-settings-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const walletSettingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/wallet',
  beforeLoad: needs('settings.read'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.walletSettings.get.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: WalletSettingsPage,
})
