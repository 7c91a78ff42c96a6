import { createRoute } from '@tanstack/react-router'
import { MailingsPage } from '../features/mailings/mailings-page.tsx'
import { needs } from '../lib/permissions.tsx'
import { appRoute } from './app.tsx'

export const mailingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/mailings',
  beforeLoad: needs('mailings.read'),
  component: MailingsPage,
})
