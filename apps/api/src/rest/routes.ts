import { claimRoutes } from './claim-routes.ts'
import { connectionRoutes } from './connection-routes.ts'
import { explainRoutes } from './explain-routes.ts'
import { grantRoutes } from './grant-routes.ts'
import { historyRoutes } from './history-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { mailRoutes } from './mail-routes.ts'
import { realmRoutes } from './realm-routes.ts'
import type { RestRoute } from './route.ts'
import { runRoutes } from './run-routes.ts'
import { scimRoutes } from './scim-routes.ts'
import { userRoutes } from './user-routes.ts'

/** Every REST route, in the order the document shows them. */
export const REST_ROUTES: readonly RestRoute[] = [
  ...connectionRoutes,
  ...scimRoutes,
  ...runRoutes,
  ...historyRoutes,
  ...userRoutes,
  ...explainRoutes,
  ...claimRoutes,
  ...mailRoutes,
  ...invitationRoutes,
  ...grantRoutes,
  ...realmRoutes,
  ...keyRoutes,
]
