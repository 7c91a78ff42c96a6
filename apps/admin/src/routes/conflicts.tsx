import { conflictStatus } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { ConflictsPage } from '../features/conflicts/conflicts-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const conflictsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/conflicts',
  validateSearch: z.object({ status: conflictStatus.optional().catch(undefined) }),
  beforeLoad: needs('conflicts.read'),
  component: ConflictsRoute,
})

function ConflictsRoute() {
  const { status } = conflictsRoute.useSearch()
  return <ConflictsPage status={status ?? 'open'} />
}
