import { createRoute } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import * as z from 'zod'
import { KeysPage } from '../features/keys/keys-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/keys',
  validateSearch: z.object({ create: z.literal('true').optional().catch(undefined) }),
  beforeLoad: needs('keys.read'),
  loader: ({ context: { queryClient, trpc } }) =>
    queryClient.ensureQueryData({ ...trpc.keys.list.queryOptions(), revalidateIfStale: true }),
  pendingComponent: () => <PageSkeleton shape="table" />,
  component: KeysRoute,
})

function KeysRoute() {
  const { create } = keysRoute.useSearch()
  const navigate = keysRoute.useNavigate()
  return (
    <KeysPage
      creating={create === 'true'}
      onCreatingChange={(creating) =>
        void navigate({ search: creating ? { create: 'true' } : {}, replace: true })
      }
    />
  )
}
