import { recoverRuns, runSync, type Context, type Log } from '@rollcall/directory'
import type { RunId } from '@rollcall/vocabulary'
import type { JobQueue } from './job-queue.ts'
import { sweepSessions } from './sweep-sessions.ts'

const RECOVER_EVERY_MS = 3000

export interface RunWorker {
  close(): Promise<void>
}

/**
 * Works on queued runs in this process, and puts runs back in the queue whose worker went silent. `contextFor` makes
 * the context of one run, with a log that names it.
 */
export async function startRunWorker(options: {
  queue: JobQueue
  workerId: string
  log: Log
  contextFor: (runId: RunId | null) => Context
}): Promise<RunWorker> {
  const { queue, workerId, log, contextFor } = options
  const system = contextFor(null)

  const recover = async () => {
    try {
      const lost = await recoverRuns({ ctx: system })
      if (lost.length > 0) log.warn({ runs: lost }, 'Runs whose worker stopped were put back in the queue.')
    } catch (error) {
      log.warn({ err: error }, 'Could not look for interrupted runs; trying again.')
    }
  }
  await recover()
  await queue.work({
    run: (runId, signal) => runSync({ ctx: contextFor(runId), runId, workerId, signal }),
    sweep: async () => {
      await sweepSessions(system.db, system.now())
    },
  })
  let recovering: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    recovering = recovering.then(recover)
  }, RECOVER_EVERY_MS)
  return {
    async close() {
      clearInterval(timer)
      await recovering
    },
  }
}
