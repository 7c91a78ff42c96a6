import { Group, Stack, Text } from '@mantine/core'
import {
  DataTable,
  PersonCell,
  RelativeTime,
  type DataColumn,
  type Density,
  type Pager,
  type RowSelection,
} from '@rollcall/ui'
import { ROLE_LABELS, type UserView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'
import { RealmChips } from '../../shell/realm-chips.tsx'
import { toSortState, withSort, type UserSearch } from './user-search.ts'
import { LeftBadge, toUserHref, UserStateBadge } from './user-state.tsx'

const COLUMNS: readonly DataColumn<UserView>[] = [
  { id: 'name', header: 'Person', sortKey: 'name', cell: (user) => <Person user={user} /> },
  { id: 'state', header: 'Status', width: 140, cell: (user) => <UserStateBadge user={user} /> },
  { id: 'role', header: 'Role', width: 100, hideBelow: 'md', cell: (user) => ROLE_LABELS[user.role] },
  {
    id: 'department',
    header: 'Department',
    width: 160,
    hideBelow: 'xl',
    cell: (user) => user.department ?? '',
  },
  {
    id: 'realms',
    header: 'Realms',
    width: 220,
    hideBelow: 'md',
    cell: (user) => <RealmChips realms={user.realms} />,
  },
  {
    id: 'updated',
    header: 'Updated',
    sortKey: 'updatedAt',
    width: 120,
    cell: (user) => <RelativeTime value={user.updatedAt} />,
  },
  {
    id: 'created',
    header: 'Added',
    sortKey: 'createdAt',
    width: 130,
    hideBelow: 'xl',
    cell: (user) => <RelativeTime value={user.createdAt} />,
  },
]

export interface UserTableProps {
  users: readonly UserView[]
  loading: boolean
  search: UserSearch
  onSearch: (search: UserSearch) => void
  density: Density
  pager: Pager
  selection: RowSelection<UserView> | undefined
  empty: ReactNode
}

/** One page of people. */
export function UserTable({
  users,
  loading,
  search,
  onSearch,
  density,
  pager,
  selection,
  empty,
}: UserTableProps) {
  return (
    <DataTable
      caption="People"
      columns={COLUMNS}
      rows={users}
      rowKey={(user) => user.id}
      rowHref={toUserHref}
      sort={toSortState(search)}
      onSortChange={(sort) => onSearch(withSort(search, sort))}
      selection={selection}
      density={density}
      loading={loading}
      empty={empty}
      pager={pager}
      renderMobile={(user) => <MobileUser user={user} />}
    />
  )
}

function Person({ user }: { user: UserView }) {
  return (
    <PersonCell
      name={user.name}
      detail={user.email ?? 'No email'}
      badge={<LeftBadge leftAt={user.leftAt} />}
    />
  )
}

function MobileUser({ user }: { user: UserView }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Person user={user} />
        <UserStateBadge user={user} />
      </Group>
      <Text size="xs" c="dimmed">
        {[ROLE_LABELS[user.role], user.department].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  )
}
