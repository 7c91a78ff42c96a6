import {
  DataTable,
  EmptyState,
  FilterSelect,
  Panel,
  SearchField,
  StatusBadge,
  type DataColumn,
} from '@rollcall/ui'
import {
  changeKind,
  changeOutcome,
  isActiveRun,
  type ChangeOutcome,
  type ChangeView,
  type RunView,
} from '@rollcall/vocabulary'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Group, Stack } from '@mantine/core'
import { ListChecks } from 'lucide-react'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ChangeDetails } from './change-details.tsx'
import { ChangePerson } from './change-person.tsx'
import { ChangeReason } from './change-reason.tsx'
import type { ChangeSearch } from './change-search.ts'
import { CHANGE_KIND_WORDS } from './run-words.ts'
import { CHANGES_PER_PAGE, useChangePager } from './use-change-pager.ts'

export interface ChangeTableProps {
  run: RunView
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
}

/** Everything a run would change or has changed, one row per person or realm. */
export function ChangeTable({ run, search, onSearch }: ChangeTableProps) {
  const trpc = useTRPC()
  const { kind, outcome, cursor } = search
  const query = useQuery({
    ...trpc.runs.changes.queryOptions({
      runId: run.id,
      kind,
      outcome,
      search: search.search,
      cursor,
      limit: CHANGES_PER_PAGE,
    }),
    placeholderData: keepPreviousData,
  })
  const rows = query.data?.items ?? []
  const pager = useChangePager({
    search,
    onSearch,
    shown: query.data?.items.length,
    total: query.data?.total,
    nextCursor: query.data?.nextCursor ?? null,
  })
  return (
    <div id="changes">
      <Panel title={isActiveRun(run.status) ? 'Planned changes' : 'Changes'} flush>
        <ChangeFilters kinds={query.data?.kinds ?? {}} search={search} onSearch={onSearch} />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The changes could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <DataTable
            caption="Changes of this run"
            columns={COLUMNS}
            rows={rows}
            rowKey={(change) => change.id}
            loading={query.isPending}
            empty={<NoChanges run={run} search={search} />}
            pager={pager}
            renderMobile={(change) => <MobileChange change={change} />}
          />
        )}
      </Panel>
    </div>
  )
}

const COLUMNS: readonly DataColumn<ChangeView>[] = [
  { id: 'person', header: 'Person', width: 270, cell: (change) => <ChangePerson change={change} /> },
  { id: 'kind', header: 'Change', width: 150, cell: (change) => <KindBadge change={change} /> },
  {
    id: 'details',
    header: 'Before and after',
    wrap: true,
    cell: (change) => <ChangeDetails change={change} />,
  },
  {
    id: 'reason',
    header: 'Why',
    wrap: true,
    width: 320,
    hideBelow: 'lg',
    cell: (change) => <ChangeReason change={change} />,
  },
]

function KindBadge({ change }: { change: ChangeView }) {
  const { word, tone } = CHANGE_KIND_WORDS[change.kind]
  return <StatusBadge tone={tone}>{word}</StatusBadge>
}

function MobileChange({ change }: { change: ChangeView }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <ChangePerson change={change} />
        <KindBadge change={change} />
      </Group>
      <ChangeDetails change={change} />
      <ChangeReason change={change} />
    </Stack>
  )
}

const OUTCOME_LABELS: Record<ChangeOutcome, string> = {
  pending: 'Not done yet',
  applied: 'Done',
  stale: 'Left for the next sync',
  failed: 'Failed',
  noted: 'Noted',
}

interface ChangeFiltersProps {
  kinds: Partial<Record<ChangeView['kind'], number>>
  search: ChangeSearch
  onSearch: (search: ChangeSearch) => void
}

function ChangeFilters({ kinds, search, onSearch }: ChangeFiltersProps) {
  const fresh = { ...search, cursor: undefined, page: undefined }
  const present = changeKind.options.filter((kind) => (kinds[kind] ?? 0) > 0 || kind === search.kind)
  return (
    <Group gap="xs" p="md">
      <SearchField
        label="Search by name or email"
        value={search.search ?? ''}
        onChange={(text) => onSearch({ ...fresh, search: text || undefined })}
      />
      <FilterSelect
        label="Kind of change"
        anyLabel="Every kind"
        width={220}
        value={search.kind ?? null}
        onChange={(kind) => onSearch({ ...fresh, kind: changeKind.safeParse(kind).data })}
        options={present.map((kind) => ({
          value: kind,
          label: CHANGE_KIND_WORDS[kind].word,
          count: kinds[kind] ?? 0,
        }))}
      />
      <FilterSelect
        label="Outcome"
        value={search.outcome ?? null}
        onChange={(outcome) => onSearch({ ...fresh, outcome: changeOutcome.safeParse(outcome).data })}
        options={changeOutcome.options.map((outcome) => ({ value: outcome, label: OUTCOME_LABELS[outcome] }))}
      />
    </Group>
  )
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
  const text =
    run.changeCount === 0 && run.completeReading
      ? 'Everyone already agrees with the directory.'
      : 'The run ended before it had planned anything.'
  return <EmptyState icon={ListChecks} title="No changes" text={text} />
}
