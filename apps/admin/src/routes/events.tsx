import { createRoute } from '@tanstack/react-router'
import { eventSearch } from '../features/events/event-search.ts'
import { EventsPage } from '../features/events/events-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const eventsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/events',
  validateSearch: eventSearch,
  beforeLoad: needs('events.read'),
  component: EventsRoute,
})

function EventsRoute() {
  const search = eventsRoute.useSearch()
  const navigate = eventsRoute.useNavigate()
  return <EventsPage search={search} onSearch={(next) => void navigate({ search: next })} />
}
