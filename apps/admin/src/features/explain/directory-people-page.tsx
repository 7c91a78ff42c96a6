import { Button, Group } from '@mantine/core'
import { formatCount, Page, PageHeader, Panel } from '@rollcall/ui'
import { MOST_DIRECTORY_PEOPLE, type DirectoryPeopleListing } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { NobodyFound } from './nobody-found.tsx'
import { PeopleFilters } from './people-filters.tsx'
import type { PeopleSearch } from './people-search.ts'
import { PeopleTable } from './people-table.tsx'

export interface DirectoryPeoplePageProps {
  search: PeopleSearch
  onSearch: (search: PeopleSearch) => void
}

/** Anyone in a connected directory, here or not, and why. */
export function DirectoryPeoplePage({ search, onSearch }: DirectoryPeoplePageProps) {
  usePageTitle('Find anyone in the directory')
  const trpc = useTRPC()
  const query = useInfiniteQuery({
    ...trpc.connections.people.infiniteQueryOptions(
      { ...search, search: search.search || undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const people = query.data?.pages.flatMap((page) => page.items) ?? []
  const first = query.data?.pages[0]
  return (
    <Page width="wide">
      <PageHeader
        breadcrumbs={[{ label: 'Users', href: '/users' }, { label: 'Find anyone in the directory' }]}
        title="Find anyone in the directory"
        description="People of the connected directories as they were last read, with why they are here or not."
      />
      <Panel flush>
        <PeopleFilters search={search} onSearch={onSearch} coverage={first?.coverage ?? []} />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The directory’s people could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <PeopleTable
            people={people}
            loading={query.isPending}
            empty={<NobodyFound search={search} coverage={first?.coverage ?? []} onSearch={onSearch} />}
          />
        )}
        {people.length > 0 && first ? (
          <Group justify="center" p="md">
            <span className="ui-tabular">{toCountText(people.length, first)}</span>
            {query.hasNextPage ? (
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show more people
              </Button>
            ) : null}
          </Group>
        ) : null}
      </Panel>
    </Page>
  )
}

function toCountText(shown: number, { total }: DirectoryPeopleListing): string {
  const many = total >= MOST_DIRECTORY_PEOPLE
  return `${formatCount(shown)} of ${many ? `${formatCount(total)} or more` : formatCount(total)}`
}
