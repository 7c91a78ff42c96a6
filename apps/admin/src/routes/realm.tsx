import { realmId } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { RealmPage } from '../features/realms/realm-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const realmRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/realms/$id',
  validateSearch: z.object({ search: z.string().max(200).optional().catch(undefined) }),
  beforeLoad: needs('realms.read'),
  component: RealmRoute,
})

function RealmRoute() {
  const id = realmId.safeParse(realmRoute.useParams().id)
  const { search } = realmRoute.useSearch()
  const navigate = realmRoute.useNavigate()
  if (!id.success) return <PageNotFound />
  return (
    <RealmPage
      key={id.data}
      id={id.data}
      search={search ?? ''}
      onSearch={(text) =>
        void navigate({ search: { search: text || undefined }, replace: search !== undefined })
      }
    />
  )
}
