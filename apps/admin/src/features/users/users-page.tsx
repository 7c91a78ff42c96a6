import { CountTabs, Page, PageHeader, Panel } from '@rollcall/ui'
import type { UserView } from '@rollcall/vocabulary'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { AddToRealm } from './add-to-realm.tsx'
import { ExportUsers } from './export-users.tsx'
import { NoUsers } from './no-users.tsx'
import { useUserPager } from './use-user-pager.ts'
import { useDensity, UserFilters } from './user-filters.tsx'
import {
  fromStart,
  toListedFilter,
  toUserFilters,
  toUserListInput,
  toUsersHref,
  USER_TABS,
  type UserSearch,
  type UserTab,
} from './user-search.ts'
import { UserTable } from './user-table.tsx'

export interface UsersPageProps {
  search: UserSearch
  onSearch: (search: UserSearch) => void
  /** More buttons for the header, about everyone who is listed. */
  renderActions?: (listed: ListedPeople) => ReactNode
  /** More buttons for the bar over the table, about the people who are chosen. */
  renderChosenActions?: (chosen: ChosenPeople) => ReactNode
}

export interface ListedPeople {
  tab: UserTab
  /** What the list is filtered by, without its order and pages. */
  filter: ReturnType<typeof toListedFilter>
  /** How many are listed over all pages; undefined while that is not known. */
  total: number | undefined
  totalIsLeast: boolean
  /** How many of them are chosen. */
  chosen: number
}

export interface ChosenPeople {
  tab: UserTab
  ids: ReadonlySet<string>
  clear: () => void
}

/** Everyone, by state: registered, waiting to claim, disabled. */
export function UsersPage({ search, onSearch, renderActions, renderChosenActions }: UsersPageProps) {
  usePageTitle('Users')
  const trpc = useTRPC()
  const [density, setDensity] = useDensity()
  const query = useQuery({
    ...trpc.users.list.queryOptions(toUserListInput(search)),
    placeholderData: keepPreviousData,
  })
  const selection = useSelection(search.tab ?? 'registered', renderChosenActions)
  const users = query.data?.items ?? []
  const pager = useUserPager({
    search,
    onSearch,
    shown: query.data?.items.length,
    total: query.data?.total,
    totalIsLeast: query.data?.totalIsLeast ?? false,
    nextCursor: query.data?.nextCursor ?? null,
  })
  return (
    <Page width="wide">
      <PageHeader
        title="Users"
        description="Everyone this instance knows, registered or waiting to claim the account made for them."
        actions={
          <>
            <ExportUsers search={search} />
            {renderActions?.(toListed(search, query.data, selection?.selected.size ?? 0))}
          </>
        }
      />
      <Panel flush>
        <UserTabs search={search} />
        <UserFilters search={search} onSearch={onSearch} density={density} onDensity={setDensity} />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The people could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <UserTable
            users={users}
            loading={query.isPending}
            search={search}
            onSearch={onSearch}
            density={density}
            pager={pager}
            selection={selection}
            empty={<NoUsers search={search} onSearch={onSearch} />}
          />
        )}
      </Panel>
    </Page>
  )
}

function toListed(
  search: UserSearch,
  page: { total: number; totalIsLeast: boolean } | undefined,
  chosen: number,
): ListedPeople {
  return {
    tab: search.tab ?? 'registered',
    filter: toListedFilter(search),
    total: page?.total,
    totalIsLeast: page?.totalIsLeast ?? false,
    chosen,
  }
}

const TAB_LABELS: Record<UserTab, string> = {
  registered: 'Registered',
  unclaimed: 'Unclaimed',
  disabled: 'Disabled',
}

function UserTabs({ search }: { search: UserSearch }) {
  const trpc = useTRPC()
  const { data: counts } = useQuery({
    ...trpc.users.counts.queryOptions(toUserFilters(search)),
    placeholderData: keepPreviousData,
  })
  const current = search.tab ?? 'registered'
  const tabs = USER_TABS.map((tab) => ({
    label: TAB_LABELS[tab],
    href: toUsersHref({ ...fromStart(search), tab }),
    active: tab === current,
    count: counts?.[tab],
    countIsLeast: counts?.isLeast[tab],
  }))
  return <CountTabs label="People by state" tabs={tabs} />
}

/** Chosen people of one tab, across its pages. Operators may only put unclaimed people into realms. */
function useSelection(tab: UserTab, renderMore: UsersPageProps['renderChosenActions']) {
  const [state, setState] = useState<{ tab: UserTab; selected: ReadonlySet<string> }>({
    tab,
    selected: new Set(),
  })
  const mayEdit = useMay('users.edit')
  const mayAssign = useMay('realms.assignUnclaimed')
  if (!mayEdit && !(mayAssign && tab === 'unclaimed')) return undefined
  const selected = state.tab === tab ? state.selected : new Set<string>()
  const clear = () => setState({ tab, selected: new Set() })
  return {
    selected,
    onChange: (next: ReadonlySet<string>) => setState({ tab, selected: next }),
    rowLabel: (user: UserView) => `Select ${user.name}`,
    actions: (
      <>
        <AddToRealm selected={selected} onDone={clear} />
        {renderMore?.({ tab, ids: selected, clear })}
      </>
    ),
  }
}
