import { DataTable, RelativeTime, type DataColumn } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ListFoot } from './list-foot.tsx'
import { NoResources, type NoResourcesProps } from './no-resources.tsx'
import { toResourceHref } from './sections.ts'

interface ResourceRow {
  id: string
  externalId: string | null
  lastModified: string
}

export interface ResourceListProps<Row extends ResourceRow> {
  kind: NoResourcesProps['kind']
  id: ConnectionId
  search: string | undefined
  query: UseInfiniteQueryResult<InfiniteData<{ items: Row[]; total: number }>, unknown>
  /** Those before the ones that people and groups have in common. */
  columns: readonly DataColumn<Row>[]
  renderMobile: (row: Row) => ReactNode
}

/** Resources of one kind as their client sees them. */
export function ResourceList<Row extends ResourceRow>({
  kind,
  id,
  search,
  query,
  columns,
  renderMobile,
}: ResourceListProps<Row>) {
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isError && !query.data) {
    return (
      <ProblemState
        error={query.error}
        title={`The ${kind} could not be loaded`}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <>
      <DataTable<Row>
        caption={kind === 'people' ? 'People as the client sees them' : 'Groups as the client sees them'}
        columns={[...columns, EXTERNAL_ID, MODIFIED]}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => toResourceHref(id, row.id)}
        loading={query.isPending}
        empty={<NoResources kind={kind} id={id} search={search} />}
        renderMobile={renderMobile}
      />
      <ListFoot
        query={query}
        shown={rows.length}
        total={query.data?.pages[0]?.total}
        label={`Show more ${kind}`}
      />
    </>
  )
}

const EXTERNAL_ID: DataColumn<ResourceRow> = {
  id: 'external',
  header: 'External ID',
  width: 220,
  hideBelow: 'lg',
  cell: (row) => <span className="ui-mono">{row.externalId ?? 'None'}</span>,
}

const MODIFIED: DataColumn<ResourceRow> = {
  id: 'modified',
  header: 'Changed',
  width: 130,
  hideBelow: 'md',
  cell: (row) => <RelativeTime value={row.lastModified} />,
}
