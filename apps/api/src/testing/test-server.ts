import type { Database } from '@rollcall/db'
import { openTestDatabase } from '@rollcall/db/testing'
import type { FastifyInstance } from 'fastify'
import type { DemoView } from '../app-deps.ts'
import { buildApp } from '../app.ts'
import { openDeps, type OpenedDeps } from '../deps.ts'
import { parseEnv } from '../env.ts'
import { createLogger } from '../logger.ts'

export interface TestServer {
  readonly app: FastifyInstance
  readonly db: Database
  readonly deps: OpenedDeps
  /** Everything the server logged, one JSON line each. */
  readonly logLines: string[]
  close(): Promise<void>
}

export interface TestServerOptions {
  readonly env?: Record<string, string>
  readonly demo?: DemoView
  readonly db?: Database
  readonly consoleDir?: URL
  readonly surfaces?: 'all' | 'health'
}

const NO_CONSOLE = new URL('./no-console-here/', import.meta.url)
const SECRET_KEY = Buffer.alloc(32, 3).toString('base64')

/** A whole server on a database of its own, to inject requests into. It neither listens nor works on jobs. */
export async function openTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const logLines: string[] = []
  const logger = createLogger('debug', { write: (line) => void logLines.push(line) })
  const db = options.db ?? (await openTestDatabase('embedded'))
  const env = parseEnv({ SECRET_KEY, ...options.env })
  const deps = await openDeps({ env, logger, db, ...(options.demo && { demo: options.demo }) })
  const app = await buildApp({
    deps,
    logger,
    consoleDir: options.consoleDir ?? NO_CONSOLE,
    surfaces: options.surfaces ?? 'all',
  })
  await app.ready()
  return { app, db, deps, logLines, close: () => app.close().then(() => deps.close()) }
}
