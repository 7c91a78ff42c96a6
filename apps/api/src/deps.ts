import { createKeyRing, loadOrCreateSecretKey, openDatabase, type Database } from '@rollcall/db'
import { loadServerIdentity, type Log, type WalletAccess } from '@rollcall/directory'
import { createEntraProvider } from '@rollcall/entra'
import type { SigningIdentity } from '@rollcall/vaultysid'
import type { OpenSource, RunId } from '@rollcall/vocabulary'
import type { Logger } from 'pino'
import { randomBytes } from 'node:crypto'
import { SYSTEM, type AppDeps, type DemoProvisioning, type DemoView, type Mailbox } from './app-deps.ts'
import type { Env } from './env.ts'
import { openJobQueue } from './jobs/job-queue.ts'
import { startRunWorker, type RunWorker } from './jobs/run-worker.ts'
import { createEventFeed } from './live/event-feed.ts'
import { createWalletWatch } from './live/wallet-watch.ts'
import { createMailer } from './mail/create-mailer.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { newId } from './new-id.ts'
import { databaseWorker, migrationsDir } from './paths.ts'
import { openScimPart } from './scim/scim-part.ts'
import { VERSION } from './version.ts'

export interface OpenDepsOptions {
  readonly env: Env
  readonly logger: Logger
  readonly demo?: DemoView
  readonly mailbox?: Mailbox
  readonly demoProvisioning?: DemoProvisioning
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
export async function openDeps(options: OpenDepsOptions): Promise<OpenedDeps> {
  const { env, logger, demo, mailbox, db: given } = options
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
  const pollMs = db.engine === 'embedded' ? 250 : 400
  const feed = createEventFeed({ db, log: logger, pollMs })
  const openSource = countNotices(entra.open, metrics)
  const now = () => new Date()
  const walletWatch = createWalletWatch({ db, log: logger, pollMs, now })
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const wallet = openWalletAccess(env, () => loadServerIdentity({ db, keys, now, randomBytes: random }))
  const mailer = createMailer()

  const contextFor: AppDeps['contextFor'] = ({ actor, role }, log = logger) => ({
    db,
    keys,
    openSource,
    actor,
    role,
    log,
    now,
    newId,
    randomBytes: random,
    mailer,
    wallet,
    publicUrl: env.PUBLIC_URL,
    enqueueRun: (tx, runId) => queue.enqueueRun(tx, runId),
    forgetScimAccess: () => scim.check.forget(),
    enqueueMail: (tx) => queue.enqueueMail(tx),
  })
  const scim = openScimPart({
    db,
    log: logger,
    now,
    pollMs,
    rateLimit: env.SCIM_RATE_LIMIT,
    metrics: metrics.scim,
    contextFor,
  })
  let worker: RunWorker | null = null
  return {
    db,
    log: logger,
    feed,
    walletWatch,
    metrics,
    scim,
    publicUrl: env.PUBLIC_URL,
    secure: env.PUBLIC_URL.startsWith('https:'),
    version: VERSION,
    demo: demo ?? null,
    mailbox: mailbox ?? null,
    demoProvisioning: options.demoProvisioning ?? null,
    now,
    contextFor,
    async startWorker() {
      const contextOfRun = (runId: RunId | null) =>
        contextFor(SYSTEM, runId ? logger.child({ runId }) : logger)
      worker ??= await startRunWorker({ queue, workerId: newId(), log: logger, contextFor: contextOfRun })
    },
    async close() {
      feed.close()
      walletWatch.close()
      await worker?.close()
      await scim.close()
      await queue.close()
      await entra.close()
      await db.close()
    },
  }
}

/** The identity is asked for at most once; a failure is forgotten, so that the next call tries again. */
function openWalletAccess(env: Env, load: () => Promise<SigningIdentity>): WalletAccess {
  let identity: Promise<SigningIdentity> | null = null
  return {
    walletUrl: env.WALLET_URL,
    relayUrl: `${env.PUBLIC_URL}/wallet`,
    peerHost: env.PEERJS_HOST ?? hostOnStandardPort(env.PUBLIC_URL),
    identity() {
      identity ??= load().catch((error: unknown) => {
        identity = null
        throw error
      })
      return identity
    },
  }
}

/** Wallets find `/peerjs` over TLS on port 443 alone. */
function hostOnStandardPort(publicUrl: string): string | null {
  const { protocol, port, hostname } = new URL(publicUrl)
  return protocol === 'https:' && port === '' ? hostname : null
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
