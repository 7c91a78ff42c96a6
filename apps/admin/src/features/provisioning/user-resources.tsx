import { MobileRow, PersonCell, StatusBadge, UiLink, type DataColumn } from '@rollcall/ui'
import type { ConnectionId, scimUserRow } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import { useTRPC } from '../../lib/trpc.ts'
import { ResourceList } from './resource-list.tsx'

type UserRow = z.infer<typeof scimUserRow>

const COLUMNS: readonly DataColumn<UserRow>[] = [
  {
    id: 'user',
    header: 'Person',
    cell: (row) => <PersonCell name={row.displayName ?? row.userName} detail={row.userName} />,
  },
  { id: 'active', header: 'Account there', width: 130, cell: (row) => <Active active={row.active} /> },
  { id: 'here', header: 'Here', width: 150, cell: (row) => <Here row={row} /> },
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
  return (
    <ResourceList<UserRow>
      kind="people"
      id={id}
      search={search}
      query={query}
      columns={COLUMNS}
      renderMobile={(row) => (
        <MobileRow
          title={row.displayName ?? row.userName}
          detail={row.userName}
          end={<Active active={row.active} />}
        />
      )}
    />
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
