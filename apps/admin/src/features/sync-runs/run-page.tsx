import { Page, PageHeader, PageSkeleton } from '@rollcall/ui'
import type { RunId, RunView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../lib/page-title.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import type { ChangeSearch } from './change-search.ts'
import { PlanAgain } from './plan-again.tsx'
import { RunActions } from './run-actions.tsx'
import { RunFacts, RunStatusBadge } from './run-facts.tsx'
import { toRunTitle } from './run-words.ts'
import { RunStory } from './run-story.tsx'
import { useLiveRun } from './use-live-run.ts'

export interface RunPageProps {
  id: RunId
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  renderConflicts: (run: RunView, planAgain: ReactNode) => ReactNode
}

/** One run, live while it is active. */
export function RunPage({ id, search, onSearch, renderConflicts }: RunPageProps) {
  const { query, connectionLost } = useLiveRun(id)
  const run = query.data
  const title = run && toRunTitle(run)
  usePageTitle(title ?? 'Sync run')
  if (!run) {
    if (!query.isError) return <PageSkeleton shape="table" />
    return <ProblemState scope="page" error={query.error} onRetry={() => void query.refetch()} />
  }
  return (
    <Page width="wide">
      <PageHeader
        breadcrumbs={[{ label: 'Sync history', href: '/sync-runs' }, { label: run.connectionName }]}
        title={title}
        meta={<RunStatusBadge run={run} />}
        description={<RunFacts run={run} />}
        actions={<RunActions run={run} />}
      />
      <RunStory
        run={run}
        connectionLost={connectionLost}
        base={`/sync-runs/${id}`}
        search={search}
        onSearch={onSearch}
        conflicts={renderConflicts(run, <PlanAgain run={run} />)}
      />
    </Page>
  )
}
