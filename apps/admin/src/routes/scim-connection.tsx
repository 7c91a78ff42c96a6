import { createRoute, redirect } from '@tanstack/react-router'
import { PageSkeleton } from '@rollcall/ui'
import { connectionId, may } from '@rollcall/vocabulary'
import { DeletePanel } from '../features/connections/delete-panel.tsx'
import { PoliciesPanel } from '../features/connections/policies-panel.tsx'
import { CheckPanel } from '../features/diagnostics/check-panel.tsx'
import { provisioningSearch } from '../features/provisioning/provisioning-search.ts'
import { ScimConnectionPage } from '../features/provisioning/scim-connection-page.tsx'
import { ScimRecordsPage } from '../features/provisioning/scim-records-page.tsx'
import { SECTION_PERMISSIONS } from '../features/provisioning/sections.ts'
import { PushedGroups } from '../features/sync-wizard/pushed-groups.tsx'
import { ForbiddenError, needs, useMay } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const scimConnectionRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/scim/$id',
  validateSearch: provisioningSearch,
  beforeLoad: ({ context, search }) => {
    needs('provisioning.read')({ context })
    const permission = search.section && SECTION_PERMISSIONS[search.section]
    if (permission && !may(context.me.role, permission)) throw new ForbiddenError(permission)
  },
  loader: async ({ context: { queryClient, trpc, me }, params }) => {
    const id = connectionId.safeParse(params.id).data
    if (!id || !may(me.role, 'connections.read')) return
    const options = trpc.connections.get.queryOptions({ id })
    const { kind } = await queryClient.ensureQueryData({ ...options, revalidateIfStale: true })
    if (kind !== 'scim') throw redirect({ to: '/settings/integrations/entra/$id', params, replace: true })
  },
  pendingComponent: () => <PageSkeleton shape="form" />,
  component: ScimConnectionRoute,
})

function ScimConnectionRoute() {
  const { data: id } = connectionId.safeParse(scimConnectionRoute.useParams().id)
  const search = scimConnectionRoute.useSearch()
  const navigate = scimConnectionRoute.useNavigate()
  const whole = useMay('connections.read')
  if (!id) return <PageNotFound />
  const page = {
    id,
    search,
    onSearch: (next: typeof search) => void navigate({ search: next, replace: true, resetScroll: false }),
  }
  if (!whole) {
    return <ScimRecordsPage {...page} section={search.section === 'resources' ? 'resources' : 'requests'} />
  }
  return (
    <ScimConnectionPage
      key={id}
      {...page}
      section={search.section ?? 'setup'}
      renderCheck={(connection) => <CheckPanel connection={connection} />}
      renderGroups={(connection) => (
        <PushedGroups
          connection={connection}
          onPlan={(run) =>
            void navigate({
              to: '/sync/$connectionId',
              params: { connectionId: id },
              search: { step: 'review', run },
            })
          }
        />
      )}
      renderRules={(connection) => <PoliciesPanel connection={connection} />}
      renderDelete={(connection) => <DeletePanel connection={connection} />}
    />
  )
}
