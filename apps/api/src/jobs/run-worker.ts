import { recoverRuns, runSync, startDueRuns, warnExpiring, type Context, type Log } from '@rollcall/directory'
import type { RunId } from '@rollcall/vocabulary'
import type { JobQueue } from './job-queue.ts'
import { startMailWorker } from './mail-worker.ts'
import { repeat } from './repeat.ts'
import { sweepGrants } from './sweep-grants.ts'
import { sweepScim } from './sweep-scim.ts'
import { sweepSessions } from './sweep-sessions.ts'
import { sweepWalletSessions } from './sweep-wallet-sessions.ts'

const RECOVER_EVERY_MS = 3_000
const SCHEDULES_EVERY_MS = 3_000
const WARNINGS_EVERY_MS = 3_600_000

export interface RunWorker {
  close(): Promise<void>
}

/**
 * Works on queued runs in this process, puts runs back in the queue whose worker went silent, starts runs whose slot has
 * come, and warns of credentials that end. Every worker process does all of it; the database decides who comes first.
 * `contextFor` makes the context of one run, with a log that names it.
 */
export async function startRunWorker(options: {
  queue: JobQueue
  workerId: string
  log: Log
  contextFor: (runId: RunId | null) => Context
}): Promise<RunWorker> {
  const { queue, workerId, log, contextFor } = options
  const ctx = contextFor(null)

  const recover = async () => {
    const lost = await recoverRuns({ ctx })
    if (lost.length > 0) log.warn({ runs: lost }, 'Runs whose worker stopped were put back in the queue.')
  }
  const startDue = async () => {
    const runs = await startDueRuns({ ctx })
    if (runs.length > 0) log.info({ runs }, 'Schedules started runs.')
  }
  const warn = async () => {
    await warnExpiring({ ctx })
  }
  const recovering = await repeat(recover, {
    everyMs: RECOVER_EVERY_MS,
    what: 'look for interrupted runs',
    log,
  })
  await queue.work({
    run: (runId, signal) => runSync({ ctx: contextFor(runId), runId, workerId, signal }),
    sweep: async () => {
      await sweepSessions(ctx.db, ctx.now())
      await sweepScim(ctx)
    },
  })
  const loops = [
    recovering,
    await repeat(startDue, { everyMs: SCHEDULES_EVERY_MS, what: 'look for schedules that are due', log }),
    await repeat(warn, { everyMs: WARNINGS_EVERY_MS, what: 'look for credentials that end soon', log }),
    await sweepGrants(ctx),
    await sweepWalletSessions(ctx),
    await startMailWorker({ queue, workerId, log, ctx }),
  ]
  return {
    async close() {
      await Promise.all(loops.map((loop) => loop.close()))
    },
  }
}
