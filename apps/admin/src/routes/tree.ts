import { appRoute } from './app.tsx'
import { claimRoute } from './claim.tsx'
import { conflictsRoute } from './conflicts.tsx'
import { connectionRoute } from './connection.tsx'
import { demoMailboxRoute } from './demo-mailbox.tsx'
import { demoWalletRoute } from './demo-wallet.tsx'
import { directoryPeopleRoute } from './directory-people.tsx'
import { directoryPersonRoute } from './directory-person.tsx'
import { emailSettingsRoute } from './email-settings.tsx'
import { entraRoute } from './entra.tsx'
import { eventsRoute } from './events.tsx'
import { integrationsRoute } from './integrations.tsx'
import { invitationsRoute } from './invitations.tsx'
import { inviteRoute } from './invite.tsx'
import { keysRoute } from './keys.tsx'
import { mailingRoute } from './mailing.tsx'
import { mailingsRoute } from './mailings.tsx'
import { newEntraRoute } from './new-entra.tsx'
import { notFoundRoute } from './not-found.tsx'
import { overviewRoute } from './overview.tsx'
import { profileRoute } from './profile.tsx'
import { realmRoute } from './realm.tsx'
import { realmsRoute } from './realms.tsx'
import { rootRoute } from './root.tsx'
import { scimConnectionRoute } from './scim-connection.tsx'
import { scimNewRoute } from './scim-new.tsx'
import { scimRequestLinkRoute } from './scim-request-link.tsx'
import { scimRequestRoute } from './scim-request.tsx'
import { scimResourceRoute } from './scim-resource.tsx'
import { scimRoute } from './scim.tsx'
import { setupRoute } from './setup.tsx'
import { signInRoute } from './sign-in.tsx'
import { syncRunRoute } from './sync-run.tsx'
import { syncRunsRoute } from './sync-runs.tsx'
import { syncWizardRoute } from './sync-wizard.tsx'
import { unclaimedUserRoute } from './unclaimed-user.tsx'
import { userRoute } from './user.tsx'
import { usersRoute } from './users.tsx'
import { walletSettingsRoute } from './wallet-settings.tsx'

const pages = [
  overviewRoute,
  usersRoute,
  unclaimedUserRoute,
  userRoute,
  invitationsRoute,
  mailingsRoute,
  mailingRoute,
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
  scimRoute,
  scimNewRoute,
  scimConnectionRoute,
  scimRequestRoute,
  scimRequestLinkRoute,
  scimResourceRoute,
  emailSettingsRoute,
  walletSettingsRoute,
  keysRoute,
  profileRoute,
  notFoundRoute,
] as const

export const routeTree = rootRoute.addChildren([
  signInRoute,
  setupRoute,
  claimRoute,
  inviteRoute,
  demoMailboxRoute,
  demoWalletRoute,
  appRoute.addChildren(pages),
])
