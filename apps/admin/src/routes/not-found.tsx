import { createRoute } from '@tanstack/react-router'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { appRoute } from './app.tsx'

/** Any address that no other route answers; inside the frame, so that the way back is at hand. */
export const notFoundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '$',
  component: PageNotFound,
})
