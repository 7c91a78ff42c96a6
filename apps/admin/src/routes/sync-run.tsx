import { PageSkeleton } from '@rollcall/ui'
import { runId } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import { RunConflicts } from '../features/conflicts/run-conflicts.tsx'
import { changeSearch } from '../features/sync-runs/change-search.ts'
import { RunPage } from '../features/sync-runs/run-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const syncRunRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sync-runs/$id',
  validateSearch: changeSearch,
  beforeLoad: needs('runs.read'),
  pendingComponent: () => <PageSkeleton shape="table" />,
  component: SyncRunRoute,
})

function SyncRunRoute() {
  const id = runId.safeParse(syncRunRoute.useParams().id)
  const search = syncRunRoute.useSearch()
  const navigate = syncRunRoute.useNavigate()
  if (!id.success) return <PageNotFound />
  return (
    <RunPage
      key={id.data}
      id={id.data}
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      renderConflicts={(run, planAgain) => (
        <RunConflicts connectionId={run.connectionId} found={run.counts.conflicts} action={planAgain} />
      )}
    />
  )
}
