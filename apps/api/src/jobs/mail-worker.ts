import { deliverMail, type Context, type Log } from '@rollcall/directory'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JobQueue } from './job-queue.ts'
import { repeat, type Repeated } from './repeat.ts'

/** How long a message whose time to be tried again has come may still wait. */
const LOOK_EVERY_MS = 3_000
/** For the message under way when the process stops; one that takes longer is sent again by another process later. */
const PATIENCE_MS = 4_000

/**
 * Sends what is in the outbox from this process: at once when the queue says that something was put there, and every
 * few seconds for what is to be tried again. Every worker process does it; the outbox gives each message to one.
 */
export async function startMailWorker(options: {
  queue: Pick<JobQueue, 'onMail'>
  workerId: string
  log: Log
  ctx: Context
}): Promise<Repeated> {
  const { queue, workerId, log, ctx } = options
  const stopping = new AbortController()
  const deliver = async () => {
    const done = await deliverMail({ ctx, workerId, signal: stopping.signal })
    if (done > 0) log.info({ emails: done }, 'Worked through the outbox.')
  }
  const delivery = oneAfterAnother(deliver, (error) =>
    log.warn({ err: error }, 'Could not work through the outbox; trying again.'),
  )
  await queue.onMail(delivery.wake)
  // A long mailing must not hold up whoever starts the worker, so a turn only wakes.
  const looking = await repeat(async () => delivery.wake(), {
    everyMs: LOOK_EVERY_MS,
    what: 'look into the outbox',
    log,
  })
  return {
    async close() {
      await looking.close()
      stopping.abort()
      await Promise.race([delivery.settled(), sleep(PATIENCE_MS, undefined, { ref: false })])
    },
  }
}

/** Runs `work` one turn at a time; being woken during a turn makes another one follow, however often it was. */
function oneAfterAnother(work: () => Promise<void>, onError: (error: unknown) => void) {
  let turn: Promise<void> | null = null
  let again = false
  const run = async () => {
    do {
      again = false
      try {
        await work()
      } catch (error) {
        onError(error)
      }
    } while (again)
    turn = null
  }
  return {
    wake() {
      again = true
      turn ??= run()
    },
    settled: async () => {
      await turn
    },
  }
}
