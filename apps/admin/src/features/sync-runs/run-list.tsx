import { Group, Stack, Text } from '@mantine/core'
import {
  DataTable,
  EmptyState,
  FilterSelect,
  LinkButton,
  Page,
  PageHeader,
  Panel,
  RelativeTime,
  type DataColumn,
} from '@rollcall/ui'
import { connectionId, runStatus, type RunStatus, type RunView } from '@rollcall/vocabulary'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMay } from '../../lib/permissions.tsx'
import { toRunLook } from '../../lib/run-status.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { RunFacts, RunStatusBadge } from './run-facts.tsx'
import { toRunSummary } from './run-words.ts'

export interface RunSearch {
  connection?: string | undefined
  status?: RunStatus | undefined
}

export interface RunListProps {
  search: RunSearch
  onSearch: (search: RunSearch) => void
}

const COLUMNS: readonly DataColumn<RunView>[] = [
  {
    id: 'connection',
    header: 'Connection',
    width: 250,
    cell: (run) => <span style={{ fontWeight: 500 }}>{run.connectionName}</span>,
  },
  { id: 'status', header: 'Status', width: 190, cell: (run) => <RunStatusBadge run={run} /> },
  { id: 'result', header: 'Result', wrap: true, cell: (run) => toRunSummary(run) },
  { id: 'by', header: 'Started by', width: 160, hideBelow: 'lg', cell: (run) => run.actor },
  {
    id: 'when',
    header: 'When',
    width: 130,
    cell: (run) => <RelativeTime value={run.startedAt ?? run.createdAt} />,
  },
]

/** Runs of all connections, newest first. */
export function RunList({ search, onSearch }: RunListProps) {
  usePageTitle('Sync history')
  const trpc = useTRPC()
  const query = useInfiniteQuery(
    trpc.runs.list.infiniteQueryOptions(
      { connectionId: connectionId.safeParse(search.connection).data, status: search.status, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  )
  const runs = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page width="wide">
      <PageHeader title="Sync history" description="Every run of every connection, and what it changed." />
      <Panel flush>
        <RunFilters search={search} onSearch={onSearch} />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The runs could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <DataTable
            caption="Sync runs, newest first"
            columns={COLUMNS}
            rows={runs}
            rowKey={(run) => run.id}
            rowHref={(run) => `/sync-runs/${run.id}`}
            loading={query.isPending}
            empty={<NoRuns filtered={search.connection !== undefined || search.status !== undefined} />}
            renderMobile={(run) => <MobileRun run={run} />}
          />
        )}
        <ShowMore query={query} label="Show older runs" />
      </Panel>
    </Page>
  )
}

function MobileRun({ run }: { run: RunView }) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={500}>{run.connectionName}</Text>
        <RunStatusBadge run={run} />
      </Group>
      <Text size="sm">{toRunSummary(run)}</Text>
      <Text size="xs" c="dimmed">
        <RunFacts run={run} />
      </Text>
    </Stack>
  )
}

function RunFilters({ search, onSearch }: RunListProps) {
  const trpc = useTRPC()
  const mayReadConnections = useMay('connections.read')
  const connections = useQuery({ ...trpc.connections.list.queryOptions(), enabled: mayReadConnections })
  return (
    <Group gap="xs" p="md">
      {mayReadConnections ? (
        <FilterSelect
          label="Connection"
          width={240}
          value={search.connection ?? null}
          onChange={(connection) => onSearch({ ...search, connection: connection ?? undefined })}
          options={(connections.data ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
        />
      ) : null}
      <FilterSelect
        label="Status"
        width={200}
        value={search.status ?? null}
        onChange={(status) => onSearch({ ...search, status: runStatus.safeParse(status).data })}
        options={runStatus.options.map((status) => ({ value: status, label: toRunLook(status).word }))}
      />
    </Group>
  )
}

function NoRuns({ filtered }: { filtered: boolean }) {
  const mayRead = useMay('connections.read')
  if (filtered) {
    return <EmptyState icon={RefreshCw} title="No run matches" text="Clear the filters to see all runs." />
  }
  return (
    <EmptyState
      icon={RefreshCw}
      title="Nothing has been synced yet"
      text="A run appears here as soon as the people of a connected directory are read for the first time."
      action={mayRead ? <LinkButton href="/settings/integrations">Connect a directory</LinkButton> : null}
    />
  )
}
