import { createKeyRing, loadOrCreateSecretKey, openDatabase, type Database } from '@rollcall/db'
import type { Log } from '@rollcall/directory'
import { createEntraProvider } from '@rollcall/entra'
import type { OpenSource, RunId } from '@rollcall/vocabulary'
import type { Logger } from 'pino'
import { uuidv7 } from 'uuidv7'
import { SYSTEM, type AppDeps, type DemoView } from './app-deps.ts'
import type { Env } from './env.ts'
import { openJobQueue } from './jobs/job-queue.ts'
import { startRunWorker, type RunWorker } from './jobs/run-worker.ts'
import { createEventFeed } from './live/event-feed.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { databaseWorker, migrationsDir } from './paths.ts'
import { VERSION } from './version.ts'

export interface OpenDepsOptions {
  readonly env: Env
  readonly logger: Logger
  readonly demo?: DemoView
  /** A database that is open already; it is closed with everything else. */
  readonly db?: Database
}

export interface OpenedDeps extends AppDeps {
  /** Works on sync runs in this process from now on. */
  startWorker(): Promise<void>
  /** Lets go of everything, last opened first. */
  close(): Promise<void>
}

/** The only wiring: database, keys, directory provider, job queue, live feed, and the context that joins them. */
export async function openDeps({ env, logger, demo, db: given }: OpenDepsOptions): Promise<OpenedDeps> {
  const keys = createKeyRing(env.SECRET_KEY ?? (await loadOrCreateSecretKey(env.DATA_DIR)))
  const entra = createEntraProvider({
    authorityHost: env.ENTRA_AUTHORITY_HOST,
    graphRoot: env.GRAPH_ROOT,
    ...(env.ENTRA_CA_FILE && { caFile: env.ENTRA_CA_FILE }),
    ...(env.HTTPS_PROXY && { proxyUrl: env.HTTPS_PROXY }),
  })
  const db = given ?? (await openStore(env, logger))
  const queue = await openJobQueue({ db, log: logger, worker: env.PROCESS_ROLE !== 'web' })
  const metrics = createMetrics(db)
  const feed = createEventFeed({ db, log: logger, pollMs: db.engine === 'embedded' ? 250 : 400 })
  const openSource = countNotices(entra.open, metrics)
  const now = () => new Date()

  const contextFor: AppDeps['contextFor'] = ({ actor, role }, log = logger) => ({
    db,
    keys,
    openSource,
    actor,
    role,
    log,
    now,
    newId: uuidv7,
    enqueueRun: (tx, runId) => queue.enqueueRun(tx, runId),
  })
  let worker: RunWorker | null = null
  return {
    db,
    log: logger,
    feed,
    metrics,
    publicUrl: env.PUBLIC_URL,
    secure: env.PUBLIC_URL.startsWith('https:'),
    version: VERSION,
    demo: demo ?? null,
    now,
    contextFor,
    async startWorker() {
      const contextOfRun = (runId: RunId | null) =>
        contextFor(SYSTEM, runId ? logger.child({ runId }) : logger)
      worker ??= await startRunWorker({ queue, workerId: uuidv7(), log: logger, contextFor: contextOfRun })
    },
    async close() {
      feed.close()
      await worker?.close()
      await queue.close()
      await entra.close()
      await db.close()
    },
  }
}

function openStore(env: Env, log: Log): Promise<Database> {
  const workerUrl = databaseWorker()
  return openDatabase({
    ...(env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataDir: env.DATA_DIR }),
    migrationsDir: migrationsDir(),
    ...(workerUrl && { workerUrl }),
    onLog: ({ level, msg }) => log[level]({}, msg),
  })
}

function countNotices(open: OpenSource, metrics: Metrics): OpenSource {
  return (settings) =>
    open({
      ...settings,
      onNotice(notice) {
        metrics.sourceNotice(notice)
        settings.onNotice?.(notice)
      },
    })
}
