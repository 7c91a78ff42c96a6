import { conflictsRouter } from './conflicts.ts'
import { connectionsRouter } from './connections.ts'
import { eventsRouter } from './events.ts'
import { instanceRouter } from './instance.ts'
import { keysRouter } from './keys.ts'
import { meRouter } from './me.ts'
import { overviewRouter } from './overview.ts'
import { router } from './procedure.ts'
import { realmsRouter } from './realms.ts'
import { runsRouter } from './sync-runs.ts'
import { usersRouter } from './users.ts'

/** Everything the console asks of the server. */
export const appRouter = router({
  instance: instanceRouter,
  me: meRouter,
  overview: overviewRouter,
  connections: connectionsRouter,
  runs: runsRouter,
  conflicts: conflictsRouter,
  users: usersRouter,
  realms: realmsRouter,
  events: eventsRouter,
  keys: keysRouter,
})

export type AppRouter = typeof appRouter
