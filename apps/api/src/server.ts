import type { FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { SYSTEM, type DemoProvisioning, type DemoView, type Mailbox } from './app-deps.ts'
import { applyOwnerApiKey } from './auth/owner-api-key.ts'
import { openSetup } from './auth/setup-code.ts'
import { seedDemoPeople } from './demo/demo-people.ts'
import { openDeps, type OpenedDeps } from './deps.ts'
import type { Env } from './env.ts'
import { consoleDir } from './paths.ts'

export interface RunningServer {
  readonly port: number
  readonly deps: OpenedDeps
  /** Ends streams, requests and jobs under way, then the database. */
  close(): Promise<void>
}

/** Opens everything, listens, and only then begins to work on jobs. */
export async function startServer(options: {
  env: Env
  logger: Logger
  demo?: DemoView
  mailbox?: Mailbox
  demoProvisioning?: DemoProvisioning
}): Promise<RunningServer> {
  const { env, logger } = options
  const deps = await openDeps(options)
  try {
    await prepare(deps, env, logger)
    const surfaces = env.PROCESS_ROLE === 'worker' ? 'health' : 'all'
    const app = await buildApp({ deps, logger, consoleDir: consoleDir(), surfaces })
    const close = closeOnce(app, deps)
    await app.listen({ port: env.PORT, host: env.HOST })
    if (env.PROCESS_ROLE !== 'web') await deps.startWorker()
    return { port: portOf(app), deps, close }
  } catch (error) {
    await deps.close()
    throw error
  }
}

/** What must be true before the first request: the environment's key, the demo's people, the door for setup. */
async function prepare(deps: OpenedDeps, env: Env, logger: Logger): Promise<void> {
  if (env.PROCESS_ROLE === 'worker') return
  const ctx = deps.contextFor(SYSTEM)
  await applyOwnerApiKey(ctx, env.OWNER_API_KEY ?? null)
  if (deps.demo) return seedDemoPeople(ctx)
  const code = await openSetup(ctx)
  if (code)
    logger.info({}, `Nobody can sign in yet. Open ${env.PUBLIC_URL}/setup and enter the setup code ${code}`)
}

function closeOnce(app: FastifyInstance, deps: OpenedDeps): () => Promise<void> {
  let closing: Promise<void> | null = null
  return () => {
    deps.feed.close()
    deps.walletWatch.close()
    closing ??= app.close().then(() => deps.close())
    return closing
  }
}

function portOf(app: FastifyInstance): number {
  return toPort(app.server.address())
}

function toPort(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.')
  return address.port
}
