import { claimId } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { LinkPage } from '../features/public-links/link-page.tsx'
import { rootRoute } from './root.tsx'

export const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite/$token',
  validateSearch: z.object({ session: claimId.optional().catch(undefined) }),
  component: InviteRoute,
})

function InviteRoute() {
  const { token } = inviteRoute.useParams()
  const { session } = inviteRoute.useSearch()
  const navigate = inviteRoute.useNavigate()
  return (
    <LinkPage
      key={token}
      kind="invitation"
      token={token}
      session={session}
      onSession={(id) => void navigate({ search: { session: id }, replace: true })}
    />
  )
}
