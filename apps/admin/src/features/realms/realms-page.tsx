import { Button, Group, Stack, Text } from '@mantine/core'
import {
  DataTable,
  EmptyState,
  formatCount,
  Page,
  PageHeader,
  Panel,
  RelativeTime,
  SearchField,
  type DataColumn,
} from '@rollcall/ui'
import type { RealmView } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { GitFork } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { people } from '../../lib/format.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { CreateRealm } from './create-realm.tsx'
import { RealmDot } from './realm-color.tsx'

const COLUMNS: readonly DataColumn<RealmView>[] = [
  { id: 'name', header: 'Realm', cell: (realm) => <RealmName realm={realm} /> },
  {
    id: 'members',
    header: 'Members',
    width: 120,
    align: 'right',
    cell: (realm) => <span className="ui-tabular">{formatCount(realm.memberCount)}</span>,
  },
  { id: 'groups', header: 'Filled by', width: 320, hideBelow: 'md', cell: (realm) => toSource(realm) },
  {
    id: 'created',
    header: 'Created',
    width: 140,
    hideBelow: 'sm',
    cell: (realm) => <RelativeTime value={realm.createdAt} />,
  },
]

export interface RealmsPageProps {
  search: string
  onSearch: (search: string) => void
}

/** Named sets of people, and how they are filled. */
export function RealmsPage({ search, onSearch }: RealmsPageProps) {
  usePageTitle('Realms')
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.realms.list.infiniteQueryOptions(
      { search: search || undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const realms = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page>
      <PageHeader
        title="Realms"
        description="Sets of people. Members come by hand, or from directory groups mapped to the realm."
        actions={<CreateRealm />}
      />
      <Panel flush>
        <Group p="md">
          <SearchField label="Search realms by name" value={search} onChange={onSearch} />
        </Group>
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The realms could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <DataTable
            caption="Realms"
            columns={COLUMNS}
            rows={realms}
            rowKey={(realm) => realm.id}
            rowHref={(realm) => `/realms/${realm.id}`}
            loading={query.isPending}
            loadingRows={6}
            empty={<NoRealms search={search} onSearch={onSearch} />}
            renderMobile={(realm) => <MobileRealm realm={realm} />}
          />
        )}
        <ShowMore query={query} label="Show more realms" />
      </Panel>
    </Page>
  )
}

function RealmName({ realm }: { realm: RealmView }) {
  return (
    <Group gap="sm" wrap="nowrap">
      <RealmDot color={realm.color} />
      <Stack gap={0}>
        <Text size="sm" fw={500}>
          {realm.name}
        </Text>
        <Text size="xs" c="dimmed" className="ui-mono">
          {realm.slug}
        </Text>
      </Stack>
    </Group>
  )
}

function toSource(realm: RealmView): string {
  const [first, ...more] = realm.mappedGroups.map((group) => group.groupName ?? group.groupId)
  if (first === undefined) return 'By hand only'
  return more.length === 0 ? `Group ${first}` : `Group ${first} and ${more.length} more`
}

function MobileRealm({ realm }: { realm: RealmView }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <RealmName realm={realm} />
      <Text size="sm" className="ui-tabular">
        {people(realm.memberCount)}
      </Text>
    </Group>
  )
}

function NoRealms({ search, onSearch }: RealmsPageProps) {
  if (search) {
    return (
      <EmptyState
        icon={GitFork}
        title={`No realm matches “${search}”`}
        action={
          <Button variant="default" onClick={() => onSearch('')}>
            Clear search
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={GitFork}
      title="There are no realms yet"
      text="Create one by hand, or let the sync wizard create one from each directory group you select."
    />
  )
}
