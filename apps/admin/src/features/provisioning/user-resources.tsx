import {
  DataTable,
  MobileRow,
  PersonCell,
  RelativeTime,
  StatusBadge,
  UiLink,
  type DataColumn,
} from '@rollcall/ui'
import type { ConnectionId, scimUserRow } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ListFoot } from './list-foot.tsx'
import { NoResources } from './no-resources.tsx'
import { toResourceHref } from './sections.ts'

type UserRow = z.infer<typeof scimUserRow>

const COLUMNS: readonly DataColumn<UserRow>[] = [
  {
    id: 'user',
    header: 'Person',
    cell: (row) => <PersonCell name={row.displayName ?? row.userName} detail={row.userName} />,
  },
  { id: 'active', header: 'Account there', width: 130, cell: (row) => <Active active={row.active} /> },
  { id: 'here', header: 'Here', width: 150, cell: (row) => <Here row={row} /> },
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

export function UserResources({ id, search }: { id: ConnectionId; search: string | undefined }) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.provisioning.users.infiniteQueryOptions(
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
        title="The people could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  return (
    <>
      <DataTable<UserRow>
        caption="People as the client sees them"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => toResourceHref(id, row.id)}
        loading={query.isPending}
        empty={<NoResources kind="people" id={id} search={search} />}
        renderMobile={(row) => (
          <MobileRow
            title={row.displayName ?? row.userName}
            detail={row.userName}
            end={<Active active={row.active} />}
          />
        )}
      />
      <ListFoot
        query={query}
        shown={rows.length}
        total={query.data?.pages[0]?.total}
        label="Show more people"
      />
    </>
  )
}

/** What the client says about the account. */
export function Active({ active }: { active: boolean }) {
  return <StatusBadge tone={active ? 'success' : 'danger'}>{active ? 'Active' : 'Disabled'}</StatusBadge>
}

function Here({ row }: { row: UserRow }) {
  if (row.userId) {
    return (
      <UiLink
        href={`/users/${row.userId}`}
        className="ui-link"
        aria-label={`Show ${row.displayName ?? row.userName} here`}
      >
        Show the person
      </UiLink>
    )
  }
  return <StatusBadge tone="warning">Not linked</StatusBadge>
}
