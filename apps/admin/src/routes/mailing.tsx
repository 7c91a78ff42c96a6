import { PageSkeleton } from '@rollcall/ui'
import { mailingId } from '@rollcall/vocabulary'
import { createRoute } from '@tanstack/react-router'
import { MailingPage } from '../features/mailings/mailing-page.tsx'
import { mailingSearch } from '../features/mailings/mailing-search.ts'
import { needs } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const mailingRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/mailings/$id',
  validateSearch: mailingSearch,
  beforeLoad: needs('mailings.read'),
  pendingComponent: () => <PageSkeleton shape="table" />,
  component: MailingRoute,
})

function MailingRoute() {
  const id = mailingId.safeParse(mailingRoute.useParams().id)
  const search = mailingRoute.useSearch()
  const navigate = mailingRoute.useNavigate()
  if (!id.success) return <PageNotFound />
  return (
    <MailingPage
      key={id.data}
      id={id.data}
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
    />
  )
}
