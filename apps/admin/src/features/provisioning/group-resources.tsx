import { formatCount, MobileRow, type DataColumn } from '@rollcall/ui'
import type { ConnectionId, scimGroupRow } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import { people } from '../../lib/format.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ResourceList } from './resource-list.tsx'

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
  return (
    <ResourceList<GroupRow>
      kind="groups"
      id={id}
      search={search}
      query={query}
      columns={COLUMNS}
      renderMobile={(row) => (
        <MobileRow
          title={row.displayName}
          detail={row.realmName ? `Realm ${row.realmName}` : 'Not mapped'}
          end={people(row.members)}
        />
      )}
    />
  )
}
