import { claimsRouter } from './claims.ts'
import { conflictsRouter } from './conflicts.ts'
import { connectionsRouter } from './connections.ts'
import { demoTenantRouter } from './demo-tenant.ts'
import { eventsRouter } from './events.ts'
import { grantsRouter } from './grants.ts'
import { instanceRouter } from './instance.ts'
import { invitationsRouter } from './invitations.ts'
import { keysRouter } from './keys.ts'
import { mailingsRouter, smtpRouter } from './mail.ts'
import { mailboxRouter } from './mailbox.ts'
import { meRouter } from './me.ts'
import { overviewRouter } from './overview.ts'
import { router } from './procedure.ts'
import { provisioningRouter } from './provisioning.ts'
import { realmsRouter } from './realms.ts'
import { runsRouter } from './sync-runs.ts'
import { usersRouter } from './users.ts'
import { walletSettingsRouter } from './wallet-settings.ts'
import { walletRouter } from './wallet.ts'

/** Everything the console asks of the server. */
export const appRouter = router({
  instance: instanceRouter,
  me: meRouter,
  overview: overviewRouter,
  connections: connectionsRouter,
  provisioning: provisioningRouter,
  runs: runsRouter,
  conflicts: conflictsRouter,
  users: usersRouter,
  claims: claimsRouter,
  wallet: walletRouter,
  invitations: invitationsRouter,
  grants: grantsRouter,
  mailings: mailingsRouter,
  smtp: smtpRouter,
  walletSettings: walletSettingsRouter,
  mailbox: mailboxRouter,
  demoTenant: demoTenantRouter,
  realms: realmsRouter,
  events: eventsRouter,
  keys: keysRouter,
})

export type AppRouter = typeof appRouter
