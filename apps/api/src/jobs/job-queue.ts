import type { Database, Tx } from '@rollcall/db'
import type { Log } from '@rollcall/directory'
import { runId, type RunId } from '@rollcall/vocabulary'
import { PgBoss, fromPrisma } from 'pg-boss'
import * as z from 'zod'

const RUNS = 'sync-run'
const SWEEP = 'session-sweep'
/** A job of this queue only says that the outbox has something new; what that is stands in the outbox. */
const MAIL = 'mail'
const EVERY_HOUR = '17 * * * *'
const NO_JOB = '00000000-0000-0000-0000-000000000000'
/** No reading of a directory takes longer; a worker that dies is noticed by its missing heartbeat long before. */
const LONGEST_RUN_SECONDS = 23 * 3600
/** Runs of different connections that one process works on at once. */
const RUNS_AT_ONCE = 4
/** Wakes that one look into the outbox answers. */
const MAIL_AT_ONCE = 500

const runJob = z.object({ runId })

export interface JobHandlers {
  run(runId: RunId, signal: AbortSignal): Promise<void>
  sweep(): Promise<void>
}

export interface JobQueue {
  /** Inside `tx`: no run without a job, no job without a run. */
  enqueueRun(tx: Pick<Tx, '$queryRawUnsafe'>, runId: RunId): Promise<void>
  /** Inside `tx`: wakes a mail worker once the transaction has committed. */
  enqueueMail(tx: Pick<Tx, '$queryRawUnsafe'>): Promise<void>
  work(handlers: JobHandlers): Promise<void>
  /** Calls `wake` soon after something was put into the outbox, once for all that came together. */
  onMail(wake: () => void): Promise<void>
  /** Stops taking jobs and aborts the signal of those under way; their leases let another process go on. */
  close(): Promise<void>
}

/** Starts the queue in its own schema of the database. Reading jobs begins with `work`. */
export async function openJobQueue(options: { db: Database; log: Log; worker: boolean }): Promise<JobQueue> {
  const { db, log, worker } = options
  const boss = new PgBoss({
    connectionString: db.connectionString,
    schema: 'jobs',
    max: db.engine === 'embedded' ? 2 : 4,
    supervise: worker,
    schedule: worker,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    queueCacheIntervalSeconds: 5,
    useListenNotify: false,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'The job queue had a problem.'))
  await boss.start()
  await boss.createQueue(RUNS, {
    policy: 'standard',
    heartbeatSeconds: 10,
    expireInSeconds: LONGEST_RUN_SECONDS,
    retryLimit: 3,
    retryDelay: 1,
    deleteAfterSeconds: 24 * 3600,
  })
  await boss.createQueue(MAIL, { policy: 'standard', retryLimit: 0, deleteAfterSeconds: 3600 })
  await boss.createQueue(SWEEP, { policy: 'exclusive', retryLimit: 0, deleteAfterSeconds: 24 * 3600 })
  // Looking for a job makes the library remember its queue, so that the first one sent inside a transaction asks
  // nothing outside it: on the embedded database that question would wait for the transaction, and it for the answer.
  for (const queue of [RUNS, MAIL]) await boss.findJobs(queue, { id: NO_JOB })

  const stopping = new AbortController()
  return {
    async enqueueRun(tx, id) {
      await boss.send(RUNS, { runId: id }, { db: fromPrisma(tx) })
    },
    async enqueueMail(tx) {
      await boss.send(MAIL, null, { db: fromPrisma(tx) })
    },
    async work(handlers) {
      const pollingIntervalSeconds = 0.5
      await boss.work(RUNS, { pollingIntervalSeconds, localConcurrency: RUNS_AT_ONCE }, async ([job]) => {
        if (!job) return
        const signal = AbortSignal.any([job.signal, stopping.signal])
        await handlers.run(runJob.parse(job.data).runId, signal)
      })
      await boss.work(SWEEP, { pollingIntervalSeconds: 10 }, () => handlers.sweep())
      await boss.schedule(SWEEP, EVERY_HOUR)
    },
    async onMail(wake) {
      await boss.work(MAIL, { pollingIntervalSeconds: 0.5, batchSize: MAIL_AT_ONCE }, async () => wake())
    },
    async close() {
      stopping.abort()
      await boss.stop({ graceful: true, close: true, timeout: 5000 })
    },
  }
}
