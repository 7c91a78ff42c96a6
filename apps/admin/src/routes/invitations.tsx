import { createRoute } from '@tanstack/react-router'
import { invitationSearch } from '../features/invitations/invitation-search.ts'
import { InvitationsPage } from '../features/invitations/invitations-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const invitationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/invitations',
  validateSearch: invitationSearch,
  beforeLoad: needs('invitations.read'),
  component: InvitationsRoute,
})

function InvitationsRoute() {
  const search = invitationsRoute.useSearch()
  const navigate = invitationsRoute.useNavigate()
  return (
    <InvitationsPage
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
    />
  )
}
