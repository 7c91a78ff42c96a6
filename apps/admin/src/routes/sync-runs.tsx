import { runStatus } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { RunList } from '../features/sync-runs/run-list.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const syncRunsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/sync-runs',
  validateSearch: z.object({
    connection: z.uuid().optional().catch(undefined),
    status: runStatus.optional().catch(undefined),
  }),
  beforeLoad: needs('runs.read'),
  component: SyncRunsRoute,
})

function SyncRunsRoute() {
  const navigate = syncRunsRoute.useNavigate()
  return (
    <RunList
      search={syncRunsRoute.useSearch()}
      onSearch={(search) => void navigate({ search, replace: true })}
    />
  )
}
