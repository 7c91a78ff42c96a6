import { LinkButton } from '@rollcall/ui'
import { createRoute } from '@tanstack/react-router'
import { LivePeople } from '../features/claims/live-people.tsx'
import { InviteLink } from '../features/invitations/invite-link.tsx'
import { SendToChosen } from '../features/mailings/send-to-chosen.tsx'
import { SendToListed } from '../features/mailings/send-to-listed.tsx'
import { toUserListInput, userSearch } from '../features/users/user-search.ts'
import { UsersPage, type ListedPeople } from '../features/users/users-page.tsx'
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
    <>
      <LivePeople />
      <UsersPage
        search={search}
        onSearch={(next) => void navigate({ search: next, replace: isTyping(search.search, next.search) })}
        renderActions={(listed) => <PageActions listed={listed} />}
        renderChosenActions={({ tab, ids, clear }) =>
          tab === 'unclaimed' ? <SendToChosen ids={ids} onStarted={clear} /> : null
        }
      />
    </>
  )
}

/** People are invited one by one; those who wait for a link are written to together. */
function PageActions({ listed: { tab, ...listed } }: { listed: ListedPeople }) {
  if (tab !== 'unclaimed') return <InviteLink />
  return (
    <>
      <LinkButton variant="default" href="/mailings">
        Sent claim links
      </LinkButton>
      <SendToListed {...listed} />
    </>
  )
}

/** One step back leads before a search, not through its letters. */
function isTyping(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after
}
