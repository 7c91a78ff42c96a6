import { createRoute } from '@tanstack/react-router'
import * as z from 'zod'
import { DirectoryPersonPage } from '../features/explain/directory-person-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

export const directoryPersonRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/directory-people/$id',
  beforeLoad: needs('users.read'),
  component: DirectoryPersonRoute,
})

function DirectoryPersonRoute() {
  const id = z.uuid().safeParse(directoryPersonRoute.useParams().id)
  return id.success ? <DirectoryPersonPage key={id.data} id={id.data} /> : <PageNotFound />
}
