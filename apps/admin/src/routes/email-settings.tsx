import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { EmailSettingsPage } from '../features/email-settings/email-settings-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const emailSettingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/email',
  beforeLoad: needs('settings.read'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.smtp.get.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: EmailSettingsPage,
})
