import { DataTable, formatCount, MobileRow, RelativeTime, type DataColumn } from '@rollcall/ui'
import type { ConnectionId, scimGroupRow } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import { people } from '../../lib/format.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ListFoot } from './list-foot.tsx'
import { NoResources } from './no-resources.tsx'
import { toResourceHref } from './sections.ts'

type GroupRow = z.infer<typeof scimGroupRow>

const COLUMNS: readonly DataColumn<GroupRow>[] = [
  { id: 'group', header: 'Group', cell: (row) => <strong>{row.displayName}</strong> },
  {
    id: 'members',
    header: 'Members',
    width: 110,
    align: 'right',
    cell: (row) => <span className="ui-tabular">{formatCount(row.members)}</span>,
  },
  { id: 'realm', header: 'Realm', width: 200, cell: (row) => row.realmName ?? 'Not mapped' },
  {
    id: 'external',
    header: 'External ID',
    width: 220,
    hideBelow: 'lg',
    cell: (row) => <span className="ui-mono">{row.externalId ?? 'None'}</span>,
  },
  {
    id: 'modified',
    header: 'Changed',
    width: 130,
    hideBelow: 'md',
    cell: (row) => <RelativeTime value={row.lastModified} />,
  },
]

export function GroupResources({ id, search }: { id: ConnectionId; search: string | undefined }) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.provisioning.groups.infiniteQueryOptions(
      { connectionId: id, search, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.isError && !query.data) {
    return (
      <ProblemState
        error={query.error}
        title="The groups could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <>
      <DataTable<GroupRow>
        caption="Groups as the client sees them"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => toResourceHref(id, row.id)}
        loading={query.isPending}
        empty={<NoResources kind="groups" id={id} search={search} />}
        renderMobile={(row) => (
          <MobileRow
            title={row.displayName}
            detail={row.realmName ? `Realm ${row.realmName}` : 'Not mapped'}
            end={people(row.members)}
          />
        )}
      />
      <ListFoot
        query={query}
        shown={rows.length}
        total={query.data?.pages[0]?.total}
        label="Show more groups"
      />
    </>
  )
}
