import { PageSkeleton } from '@rollcall/ui'
import { connectionId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { createRoute, notFound } from '@tanstack/react-router'
import { RunConflicts } from '../features/conflicts/run-conflicts.tsx'
import { changeSearch } from '../features/sync-runs/change-search.ts'
import { PlanReview } from '../features/sync-runs/plan-review.tsx'
import { WizardPage } from '../features/sync-wizard/wizard-page.tsx'
import { wizardSearch } from '../features/sync-wizard/wizard-search.ts'
import { needs } from '../lib/permissions.tsx'
import { useTRPC, type Trpc } from '../lib/trpc.ts'
import { appRoute } from './app.tsx'

export const syncWizardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sync/$connectionId',
  validateSearch: wizardSearch.extend(changeSearch.shape),
  beforeLoad: needs('connections.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = connectionId.safeParse(params.connectionId)
    if (!id.success) throw notFound()
    const options = toOptions(trpc, id.data)
    await Promise.all([
      queryClient.ensureQueryData({ ...options.connection, revalidateIfStale: true }),
      queryClient.ensureQueryData({ ...options.mappings, revalidateIfStale: true }),
      queryClient.ensureQueryData({ ...options.realms, revalidateIfStale: true }),
    ])
    return { id: id.data }
  },
  pendingComponent: () => <PageSkeleton shape="table" />,
  component: SyncWizardRoute,
})

function toOptions(trpc: Trpc, id: ReturnType<typeof connectionId.parse>) {
  return {
    connection: trpc.connections.get.queryOptions({ id }),
    mappings: trpc.connections.mappings.queryOptions({ id }),
    realms: trpc.realms.list.queryOptions({ limit: 200 }),
  }
}

function SyncWizardRoute() {
  const { id } = syncWizardRoute.useLoaderData()
  const { step, group, run, ...changes } = syncWizardRoute.useSearch()
  const navigate = syncWizardRoute.useNavigate()
  const options = toOptions(useTRPC(), id)
  const connection = useQuery(options.connection).data
  const mappings = useQuery(options.mappings).data
  const realms = useQuery(options.realms).data
  if (!connection || !mappings || !realms) return <PageSkeleton shape="table" />
  return (
    <WizardPage
      connection={connection}
      mappings={mappings}
      realms={realms.items}
      search={{ step, group, run }}
      onSearch={(next) => void navigate({ search: next, replace: next.step === step })}
      renderPlan={(planId, planAgain) => (
        <PlanReview
          key={planId}
          id={planId}
          base={`/sync/${id}?step=review&run=${planId}`}
          search={changes}
          onSearch={(next) =>
            void navigate({ search: { step, run: planId, ...next }, replace: true, resetScroll: false })
          }
          onStarted={(started) =>
            void navigate({ to: '/sync-runs/$id', params: { id: started }, replace: true })
          }
          planAgain={planAgain}
          renderConflicts={(view, again) => (
            <RunConflicts connectionId={view.connectionId} found={view.counts.conflicts} action={again} />
          )}
        />
      )}
    />
  )
}
