import { EmptyState, Panel, TableSkeleton, VirtualTable, type DataColumn } from '@rollcall/ui'
import { isActiveRun, type ChangeView, type RunView } from '@rollcall/vocabulary'
import { ListChecks } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ChangeCheck } from './change-check.tsx'
import { ChangeDrawer } from './change-drawer.tsx'
import { ChangeFilters } from './change-filters.tsx'
import { ChangePerson } from './change-person.tsx'
import {
  CHANGE_MOBILE_HEIGHT,
  CHANGE_ROW_HEIGHT,
  ChangeKindCell,
  ChangeReasonCell,
  ChangeSummaryCell,
  MobileChange,
} from './change-row.tsx'
import type { ChangeSearch } from './change-search.ts'
import { ExportMenu } from './export-menu.tsx'
import { useChanges, type LoadedChanges } from './use-changes.ts'
import type { LeaveOutChoice } from './use-leave-out.ts'

export interface ChangeTableProps {
  run: RunView
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
  /** Null where nothing can be left out. */
  choice: LeaveOutChoice | null
}

/** Everything a run would change or has changed, one row per person or realm, read on as the reader scrolls. */
export function ChangeTable(props: ChangeTableProps) {
  const { run, search, onSearch, choice } = props
  const changes = useChanges(run.id, search)
  const [opened, setOpened] = useState<ChangeView | null>(null)
  const open = changes.rows.find((row) => row.id === opened?.id) ?? opened
  const { query, kinds, outcomes } = changes
  return (
    <div id="changes">
      <Panel
        title={isActiveRun(run.status) ? 'Planned changes' : 'Changes'}
        actions={<ExportMenu runId={run.id} search={search} />}
        flush
      >
        <ChangeFilters
          kinds={kinds}
          outcomes={outcomes}
          search={search}
          onSearch={onSearch}
          choice={choice}
        />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The changes could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : query.isPending ? (
          <TableSkeleton rows={6} columns={4} />
        ) : (
          <ChangeRows {...props} changes={changes} openId={open?.id ?? null} onOpen={setOpened} />
        )}
      </Panel>
      <ChangeDrawer change={open} choice={choice} onClose={() => setOpened(null)} />
    </div>
  )
}

interface ChangeRowsProps extends ChangeTableProps {
  changes: LoadedChanges
  openId: string | null
  onOpen: (change: ChangeView) => void
}

function ChangeRows({ run, search, choice, changes, openId, onOpen }: ChangeRowsProps) {
  const columns = useMemo(() => toColumns(choice), [choice])
  const { query } = changes
  return (
    <VirtualTable
      caption="Changes of this run"
      columns={columns}
      rows={changes.rows}
      rowKey={(change) => change.id}
      rowHeight={CHANGE_ROW_HEIGHT}
      mobileRowHeight={CHANGE_MOBILE_HEIGHT}
      height="max(360px, 100dvh - 330px)"
      total={changes.total}
      totalIsLeast={changes.totalIsLeast}
      onNearEnd={() => {
        if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
      }}
      onRowClick={onOpen}
      isActive={(change) => change.id === openId}
      empty={<NoChanges run={run} search={search} />}
      renderMobile={(change) => (
        <MobileChange
          change={change}
          check={choice ? <ChangeCheck change={change} choice={choice} /> : null}
        />
      )}
    />
  )
}

const COLUMNS: readonly DataColumn<ChangeView>[] = [
  { id: 'person', header: 'Person', width: 260, cell: (change) => <ChangePerson change={change} /> },
  { id: 'kind', header: 'Change', width: 165, cell: (change) => <ChangeKindCell change={change} /> },
  { id: 'details', header: 'Before and after', cell: (change) => <ChangeSummaryCell change={change} /> },
  {
    id: 'reason',
    header: 'Why',
    wrap: true,
    width: 270,
    hideBelow: 'lg',
    cell: (change) => <ChangeReasonCell change={change} />,
  },
]

function toColumns(choice: LeaveOutChoice | null): readonly DataColumn<ChangeView>[] {
  if (!choice) return COLUMNS
  const check: DataColumn<ChangeView> = {
    id: 'apply',
    header: 'Apply',
    width: 68,
    cell: (change) => <ChangeCheck change={change} choice={choice} />,
  }
  return [check, ...COLUMNS]
}

function NoChanges({ run, search }: { run: RunView; search: ChangeSearch }) {
  if (search.kind || search.outcome || search.search) {
    return (
      <EmptyState
        icon={ListChecks}
        title="No change matches"
        text="Clear the search or the filters to see all changes."
      />
    )
  }
  return <EmptyState icon={ListChecks} title="No changes" text={toNoChanges(run)} />
}

function toNoChanges(run: RunView): string {
  if (run.mode === 'undo') return 'There is nothing to take back.'
  return run.changeCount === 0 && run.completeReading
    ? 'Everyone already agrees with the directory.'
    : 'The run ended before it had planned anything.'
}
