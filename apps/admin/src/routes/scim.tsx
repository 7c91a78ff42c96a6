import { createRoute, redirect } from '@tanstack/react-router'
import { appRoute } from './app.tsx'

/** Connections that are pushed to are listed with the other integrations. */
export const scimRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/scim',
  beforeLoad: () => {
    throw redirect({ to: '/settings/integrations', replace: true })
  },
})
