import { Stack, Text } from '@mantine/core'
import { Panel } from '@rollcall/ui'
import { isActiveRun, type ChangeKind, type RunView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { toKindHref, type ChangeSearch } from './change-search.ts'
import { ChangeTable } from './change-table.tsx'
import { PlanFooter } from './plan-footer.tsx'
import { RealmAccessPanel } from './realm-access-panel.tsx'
import { RunNotices } from './run-notices.tsx'
import { RunProgress } from './run-progress.tsx'
import { RunTiles } from './run-tiles.tsx'
import { useLeaveOut } from './use-leave-out.ts'
import { undoSentence } from '../../lib/undo-words.ts'
import { isGuarded, isWorking, planSentence, resultSentence } from './run-words.ts'

export interface RunStoryProps {
  run: RunView
  connectionLost: boolean
  /** Address of the page the run is shown on; tiles lead to filtered changes there. */
  base: string
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  /** Conflicts of the run's connection, to be decided in place. */
  conflicts: ReactNode
}

/** A run from reading to result: progress, plan or outcome in a sentence, numbers, decisions, changes. */
export function RunStory({ run, connectionLost, base, search, onSearch, conflicts }: RunStoryProps) {
  const planned = run.status !== 'queued' && run.status !== 'reading' && run.status !== 'planning'
  const choice = useLeaveOut(run)
  const told = planned && (run.status !== 'failed' || run.changeCount > 0)
  return (
    <Stack gap="md">
      {planned ? <RunSentence run={run} /> : null}
      <RunNotices run={run} base={base} connectionLost={connectionLost} />
      {isWorking(run.status) ? (
        <Panel>
          <RunProgress run={run} />
        </Panel>
      ) : null}
      {told ? <RunTiles run={run} toKindHref={(kind: ChangeKind) => toKindHref(base, kind)} /> : null}
      {told ? <RealmsToCreate run={run} /> : null}
      {told ? <RealmAccessPanel run={run} /> : null}
      {told && run.counts.conflicts > 0 && run.mode !== 'undo' ? conflicts : null}
      {told ? <ChangeTable run={run} search={search} onSearch={onSearch} choice={choice} /> : null}
      {run.status === 'awaiting_confirmation' ? <PlanFooter run={run} choice={choice} /> : null}
    </Stack>
  )
}

function RunSentence({ run }: { run: RunView }) {
  const text = toSentence(run)
  const calm = run.held !== null && run.status === 'awaiting_confirmation' && !isGuarded(run)
  return (
    <div aria-live="polite">
      <Text fz={18} fw={600} lh={1.4} data-testid="run-sentence">
        {text}
      </Text>
      {calm ? (
        <Text size="sm" c="dimmed">
          {run.held?.text}
        </Text>
      ) : null}
    </div>
  )
}

function toSentence(run: RunView): string {
  if (run.status === 'applying') return 'The plan is being applied. You can leave this page; the run goes on.'
  if (run.mode === 'undo') return undoSentence(run)
  return isActiveRun(run.status) ? planSentence(run) : resultSentence(run)
}

function RealmsToCreate({ run }: { run: RunView }) {
  if (run.realmsToCreate.length === 0) return null
  return (
    <Text size="sm">
      <Text span c="dimmed">
        {isActiveRun(run.status) ? 'Realms to create: ' : 'Realms created: '}
      </Text>
      {run.realmsToCreate.join(', ')}
    </Text>
  )
}
