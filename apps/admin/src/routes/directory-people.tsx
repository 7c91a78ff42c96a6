import { createRoute } from '@tanstack/react-router'
import { DirectoryPeoplePage } from '../features/explain/directory-people-page.tsx'
import { peopleSearch } from '../features/explain/people-search.ts'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const directoryPeopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/directory-people',
  validateSearch: peopleSearch,
  beforeLoad: needs('users.read'),
  component: DirectoryPeopleRoute,
})

function DirectoryPeopleRoute() {
  const search = directoryPeopleRoute.useSearch()
  const navigate = directoryPeopleRoute.useNavigate()
  return (
    <DirectoryPeoplePage
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: search.search !== undefined })}
    />
  )
}
