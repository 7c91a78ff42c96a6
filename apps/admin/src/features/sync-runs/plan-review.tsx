import { Group, Stack, Text } from '@mantine/core'
import { Panel, TableSkeleton } from '@rollcall/ui'
import type { RunId, RunView } from '@rollcall/vocabulary'
import { useEffect, type ReactNode } from 'react'
import { ProblemState } from '../../shell/problem-state.tsx'
import type { ChangeSearch } from './change-search.ts'
import { RunActions } from './run-actions.tsx'
import { RunFacts, RunStatusBadge } from './run-facts.tsx'
import { RunStory } from './run-story.tsx'
import { useLiveRun } from './use-live-run.ts'

export interface PlanReviewProps {
  id: RunId
  /** Address of the page this stands on. */
  base: string
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  /** Called once the plan has been started and its run has a page of its own. */
  onStarted: (id: RunId) => void
  planAgain: ReactNode
  renderConflicts: (run: RunView, planAgain: ReactNode) => ReactNode
}

/** A plan from its first reading to the moment it is started or rejected. */
export function PlanReview(props: PlanReviewProps) {
  const { id, base, search, onSearch, onStarted, planAgain, renderConflicts } = props
  const { query, connectionLost } = useLiveRun(id)
  const run = query.data
  const started =
    run?.status === 'applying' || run?.status === 'succeeded' || run?.status === 'completed_with_errors'
  useEffect(() => {
    if (started) onStarted(id)
    // oxlint-disable-next-line react/exhaustive-deps -- leaves once, when the plan starts
  }, [started, id])
  if (!run) {
    if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />
    return (
      <Panel flush>
        <TableSkeleton rows={6} columns={4} />
      </Panel>
    )
  }
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <RunStatusBadge run={run} />
          <Text size="sm" c="dimmed">
            <RunFacts run={run} />
          </Text>
        </Group>
        <Group gap="xs">
          {planAgain}
          {run.status === 'failed' || run.status === 'awaiting_confirmation' ? null : (
            <RunActions run={run} />
          )}
        </Group>
      </Group>
      <RunStory
        run={run}
        connectionLost={connectionLost}
        base={base}
        search={search}
        onSearch={onSearch}
        conflicts={renderConflicts(run, planAgain)}
      />
    </Stack>
  )
}
