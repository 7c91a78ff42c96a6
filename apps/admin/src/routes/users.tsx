import { createRoute } from '@tanstack/react-router'
import { toUserListInput, userSearch } from '../features/users/user-search.ts'
import { UsersPage } from '../features/users/users-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/users',
  validateSearch: userSearch,
  beforeLoad: needs('users.read'),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, trpc }, deps }) => {
    void queryClient.prefetchQuery(trpc.users.list.queryOptions(toUserListInput(deps)))
  },
  component: UsersRoute,
})

function UsersRoute() {
  const search = usersRoute.useSearch()
  const navigate = usersRoute.useNavigate()
  return (
    <UsersPage
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: isTyping(search.search, next.search) })}
    />
  )
}

/** One step back leads before a search, not through its letters. */
function isTyping(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after
}
