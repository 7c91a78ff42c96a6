import { PageSkeleton } from '@rollcall/ui'
import { userId } from '@rollcall/vocabulary'
import { createRoute, notFound, redirect } from '@tanstack/react-router'
import { ClaimCard } from '../features/claims/claim-card.tsx'
import { LivePeople } from '../features/claims/live-people.tsx'
import { GrantsPanel } from '../features/grants/grants-panel.tsx'
import { PersonScreen } from '../features/users/person-screen.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const unclaimedUserRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/users/unregistered/$id',
  beforeLoad: needs('users.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = userId.safeParse(params.id)
    if (!id.success) throw notFound()
    const user = await queryClient.fetchQuery(trpc.users.get.queryOptions({ id: id.data }))
    if (user.registeredAt !== null) throw redirect({ to: '/users/$id', params, replace: true })
    return { id: id.data }
  },
  pendingComponent: () => <PageSkeleton shape="detail" />,
  component: UnclaimedUserRoute,
})

function UnclaimedUserRoute() {
  const { id } = unclaimedUserRoute.useLoaderData()
  return (
    <>
      <LivePeople userId={id} />
      <PersonScreen
        key={id}
        id={id}
        renderClaim={(user) => <ClaimCard user={user} />}
        renderGrants={(user) => <GrantsPanel user={user} />}
      />
    </>
  )
}
