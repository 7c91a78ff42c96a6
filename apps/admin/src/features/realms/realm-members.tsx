import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import {
  DataTable,
  EmptyState,
  formatCount,
  Panel,
  PersonCell,
  SearchField,
  StatusBadge,
  type DataColumn,
} from '@rollcall/ui'
import { ROLE_LABELS, type RealmView, type UserView } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { UserMinus, Users } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { AddPeople } from './add-people.tsx'
import { useMembersChanged } from './use-members-changed.ts'

export interface RealmMembersProps {
  realm: RealmView
  search: string
  onSearch: (search: string) => void
}

/** Who is in a realm, searched and paged by the server. */
export function RealmMembers({ realm, search, onSearch }: RealmMembersProps) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.users.list.infiniteQueryOptions(
      { realm: realm.id, search: search || undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const columns = useColumns(realm)
  const members = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Panel title="Members" flush actions={<AddPeople realm={realm} />}>
      <Group p="md" gap="md">
        <SearchField label="Search members" value={search} onChange={onSearch} />
      </Group>
      {query.isError && !query.data ? (
        <ProblemState
          error={query.error}
          title="The members could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <DataTable
          caption={`Members of ${realm.name}`}
          columns={columns}
          rows={members}
          rowKey={(user) => user.id}
          rowHref={toUserHref}
          loading={query.isPending}
          empty={<NoMembers realm={realm} search={search} />}
          renderMobile={(user) => <PersonCell name={user.name} detail={user.email ?? 'No email'} />}
        />
      )}
      {query.hasNextPage ? (
        <Group justify="center" p="md">
          <span className="ui-tabular">{toLoaded(members.length, query.data?.pages.at(-1))}</span>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more members
          </Button>
        </Group>
      ) : null}
    </Panel>
  )
}

/** `50 of 212`; `50 of 10,000+` when nobody counted further. */
function toLoaded(loaded: number, page: { total: number; totalIsLeast: boolean } | undefined): string {
  const total = Math.max(loaded, page?.total ?? loaded)
  return `${formatCount(loaded)} of ${formatCount(total, page?.totalIsLeast)}`
}

function toUserHref(user: UserView): string {
  return user.registeredAt === null ? `/users/unregistered/${user.id}` : `/users/${user.id}`
}

function useColumns(realm: RealmView): readonly DataColumn<UserView>[] {
  const mayEdit = useMay('users.edit')
  const mayAssign = useMay('realms.assignUnclaimed')
  return [
    {
      id: 'name',
      header: 'Person',
      cell: (user) => <PersonCell name={user.name} detail={user.email ?? 'No email'} />,
    },
    { id: 'state', header: 'Status', width: 150, cell: (user) => <MemberState user={user} /> },
    { id: 'role', header: 'Role', width: 120, hideBelow: 'md', cell: (user) => ROLE_LABELS[user.role] },
    {
      id: 'department',
      header: 'Department',
      width: 180,
      hideBelow: 'lg',
      cell: (user) => user.department ?? '',
    },
    {
      id: 'remove',
      header: 'Remove',
      headerHidden: true,
      width: 56,
      align: 'right',
      cell: (user) =>
        mayEdit || (mayAssign && user.registeredAt === null) ? (
          <RemoveMember realm={realm} user={user} />
        ) : null,
    },
  ]
}

function MemberState({ user }: { user: UserView }) {
  if (user.status === 'disabled') return <StatusBadge tone="danger">Disabled</StatusBadge>
  return user.registeredAt === null ? (
    <StatusBadge tone="neutral">Unclaimed</StatusBadge>
  ) : (
    <StatusBadge tone="success">Registered</StatusBadge>
  )
}

function RemoveMember({ realm, user }: { realm: RealmView; user: UserView }) {
  const trpc = useTRPC()
  const changed = useMembersChanged()
  const remove = useMutation(
    trpc.realms.removeMember.mutationOptions({
      onSuccess: async ({ removed }) => {
        await changed()
        toastDone(
          removed
            ? `${user.name} was removed from ${realm.name}.`
            : `${user.name} is in ${realm.name} because of a directory group, so nothing was removed. Change the group or its mapping.`,
        )
      },
      onError: (error) => toastProblem(`${user.name} could not be removed`, error),
    }),
  )
  return (
    <Tooltip label={`Remove from ${realm.name}`}>
      <ActionIcon
        aria-label={`Remove ${user.name} from ${realm.name}`}
        loading={remove.isPending}
        onClick={() => remove.mutate({ realmId: realm.id, userId: user.id })}
      >
        <UserMinus size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function NoMembers({ realm, search }: { realm: RealmView; search: string }) {
  if (search)
    return (
      <EmptyState icon={Users} title="No member matches" text="Check the spelling, or clear the search." />
    )
  return (
    <EmptyState
      icon={Users}
      title="Nobody is in this realm yet"
      text={
        realm.mappedGroups.length > 0
          ? 'The members of its mapped groups come with the next sync. You can also add people by hand.'
          : 'Add people by hand, or map a directory group to this realm in the sync wizard.'
      }
    />
  )
}
