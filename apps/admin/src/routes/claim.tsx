import { claimId } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { LinkPage } from '../features/public-links/link-page.tsx'
import { rootRoute } from './root.tsx'

export const claimRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/claim/$token',
  validateSearch: z.object({ session: claimId.optional().catch(undefined) }),
  component: ClaimRoute,
})

function ClaimRoute() {
  const { token } = claimRoute.useParams()
  const { session } = claimRoute.useSearch()
  const navigate = claimRoute.useNavigate()
  return (
    <LinkPage
      key={token}
      kind="claim"
      token={token}
      session={session}
      onSession={(id) => void navigate({ search: { session: id }, replace: true })}
    />
  )
}
