import { PageSkeleton } from '@rollcall/ui'
import { userId } from '@rollcall/vocabulary'
import { createRoute, notFound, redirect } from '@tanstack/react-router'
import { GrantsPanel } from '../features/grants/grants-panel.tsx'
import { PersonScreen } from '../features/users/person-screen.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/users/$id',
  beforeLoad: needs('users.read'),
  loader: async ({ context: { queryClient, trpc }, params }) => {
    const id = userId.safeParse(params.id)
    if (!id.success) throw notFound()
    const user = await queryClient.fetchQuery(trpc.users.get.queryOptions({ id: id.data }))
    if (user.registeredAt === null) throw redirect({ to: '/users/unregistered/$id', params, replace: true })
    return { id: id.data }
  },
  pendingComponent: () => <PageSkeleton shape="detail" />,
  component: UserRoute,
})

function UserRoute() {
  const { id } = userRoute.useLoaderData()
  return <PersonScreen key={id} id={id} renderGrants={(user) => <GrantsPanel user={user} />} />
}
