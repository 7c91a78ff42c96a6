import { createRoute } from '@tanstack/react-router'
import { NewScimPage } from '../features/provisioning/new-scim-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const scimNewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/integrations/scim/new',
  beforeLoad: needs('connections.edit'),
  component: NewScimPage,
})
