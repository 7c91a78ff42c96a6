import { appRoute } from './app.tsx'
import { conflictsRoute } from './conflicts.tsx'
import { connectionRoute } from './connection.tsx'
import { directoryPeopleRoute } from './directory-people.tsx'
import { directoryPersonRoute } from './directory-person.tsx'
import { entraRoute } from './entra.tsx'
import { eventsRoute } from './events.tsx'
import { integrationsRoute } from './integrations.tsx'
import { keysRoute } from './keys.tsx'
import { newEntraRoute } from './new-entra.tsx'
import { notFoundRoute } from './not-found.tsx'
import { overviewRoute } from './overview.tsx'
import { profileRoute } from './profile.tsx'
import { realmRoute } from './realm.tsx'
import { realmsRoute } from './realms.tsx'
import { rootRoute } from './root.tsx'
import { setupRoute } from './setup.tsx'
import { signInRoute } from './sign-in.tsx'
import { syncRunRoute } from './sync-run.tsx'
import { syncRunsRoute } from './sync-runs.tsx'
import { syncWizardRoute } from './sync-wizard.tsx'
import { unclaimedUserRoute } from './unclaimed-user.tsx'
import { userRoute } from './user.tsx'
import { usersRoute } from './users.tsx'

const pages = [
  overviewRoute,
  usersRoute,
  unclaimedUserRoute,
  userRoute,
  directoryPeopleRoute,
  directoryPersonRoute,
  realmsRoute,
  realmRoute,
  syncRunsRoute,
  syncRunRoute,
  syncWizardRoute,
  conflictsRoute,
  eventsRoute,
  integrationsRoute,
  entraRoute,
  newEntraRoute,
  connectionRoute,
  keysRoute,
  profileRoute,
  notFoundRoute,
] as const

export const routeTree = rootRoute.addChildren([signInRoute, setupRoute, appRoute.addChildren(pages)])
