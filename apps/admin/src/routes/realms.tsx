import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { RealmsPage } from '../features/realms/realms-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const realmsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/realms',
  validateSearch: z.object({ search: z.string().max(200).optional().catch(undefined) }),
  beforeLoad: needs('realms.read'),
  component: RealmsRoute,
})

function RealmsRoute() {
  const { search } = realmsRoute.useSearch()
  const navigate = realmsRoute.useNavigate()
  return (
    <RealmsPage
      search={search ?? ''}
      onSearch={(text) =>
        void navigate({ search: { search: text || undefined }, replace: search !== undefined })
      }
    />
  )
}
