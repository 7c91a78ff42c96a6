import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { DataTable, EmptyState, formatCount, type DataColumn } from '@rollcall/ui'
import type { ConnectionId, GroupView } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Users } from 'lucide-react'
import { useEffect } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'

const KINDS: Record<GroupView['kind'], string> = {
  security: 'Security',
  microsoft365: 'Microsoft 365',
  distribution: 'Distribution list',
  mail_security: 'Mail-enabled security',
}

const COLUMNS: readonly DataColumn<GroupView>[] = [
  { id: 'name', header: 'Group', wrap: true, cell: (group) => <GroupName group={group} /> },
  { id: 'kind', header: 'Kind', width: 260, hideBelow: 'sm', cell: (group) => <GroupKinds group={group} /> },
  {
    id: 'members',
    header: 'Members',
    width: 120,
    align: 'right',
    cell: (group) => <MemberCount group={group} />,
  },
]

export interface GroupTableProps {
  connectionId: ConnectionId
  search: string
  selected: ReadonlySet<string>
  /** Receives the groups on the page, so that new choices can be named. Undefined: nothing may be changed. */
  onSelect: ((selected: ReadonlySet<string>, known: readonly GroupView[]) => void) | undefined
  /** Told about groups as they are read, so that earlier choices get their names. */
  onKnown: (groups: readonly GroupView[]) => void
}

/** Groups of the directory, searched and paged by the directory itself. */
export function GroupTable({ connectionId, search, selected, onSelect, onKnown }: GroupTableProps) {
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.connections.groups.infiniteQueryOptions(
      { id: connectionId, search: search || undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const read = query.data?.pages
  useEffect(() => {
    if (read) onKnown(read.flatMap((page) => page.items))
    // oxlint-disable-next-line react/exhaustive-deps -- tells of pages as they arrive, not of new callbacks
  }, [read])
  if (query.isError && !query.data) {
    return (
      <ProblemState
        error={query.error}
        title="The groups could not be read from the directory"
        onRetry={() => void query.refetch()}
      />
    )
  }
  const groups = query.data?.pages.flatMap((page) => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? null
  return (
    <>
      <DataTable
        caption="Groups in the directory"
        columns={COLUMNS}
        rows={groups}
        rowKey={(group) => group.id}
        loading={query.isPending}
        loadingRows={8}
        selection={
          onSelect && {
            selected,
            onChange: (next) => onSelect(next, groups),
            rowLabel: (group) => `Select ${group.name}`,
          }
        }
        empty={<NoGroups search={search} />}
        renderMobile={(group) => <MobileGroup group={group} />}
      />
      {query.hasNextPage ? (
        <Group justify="center" p="md" gap="md">
          {total === null ? null : (
            <Text size="sm" c="dimmed">
              {formatCount(groups.length)} of {formatCount(total)} groups
            </Text>
          )}
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show more groups
          </Button>
        </Group>
      ) : null}
    </>
  )
}

function GroupName({ group }: { group: GroupView }) {
  return (
    <Stack gap={0}>
      <Text size="sm" fw={500}>
        {group.name}
      </Text>
      {group.description ? (
        <Text size="xs" c="dimmed" lineClamp={1}>
          {group.description}
        </Text>
      ) : null}
    </Stack>
  )
}

function GroupKinds({ group }: { group: GroupView }) {
  return (
    <Group gap={6}>
      <Badge color="gray">{KINDS[group.kind]}</Badge>
      {group.dynamic ? <Badge color="gray">Dynamic</Badge> : null}
      {group.hiddenMembership ? (
        <Badge
          color="yellow"
          title="Microsoft hides who is in this group. Its members cannot be read without the permission Member.Read.Hidden."
        >
          Hidden membership
        </Badge>
      ) : null}
    </Group>
  )
}

function MemberCount({ group }: { group: GroupView }) {
  if (group.memberCount !== null) return <span className="ui-tabular">{formatCount(group.memberCount)}</span>
  return (
    <Text size="sm" c="dimmed" title="The directory does not say how many members this group has.">
      Not told
    </Text>
  )
}

function MobileGroup({ group }: { group: GroupView }) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <GroupName group={group} />
        <MemberCount group={group} />
      </Group>
      <GroupKinds group={group} />
    </Stack>
  )
}

function NoGroups({ search }: { search: string }) {
  return search ? (
    <EmptyState
      icon={Users}
      title={`No group matches “${search}”`}
      text="Check the spelling, or search for another word of the name."
    />
  ) : (
    <EmptyState
      icon={Users}
      title="The directory has no groups"
      text="Go on without one: everyone in the directory is synced."
    />
  )
}
