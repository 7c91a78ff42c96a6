import { claimDueEmails, type DueEmail, finishMailings } from '@rollcall/db'
import type { Context } from '../context.ts'
import { deliverEmail } from './deliver-email.ts'
import { tellFinished } from './settle-email.ts'
import { findSmtp } from './smtp-settings.ts'

/** Messages that one process sends at once; providers commonly allow an account three connections. */
const AT_ONCE = 3
/** Longer than any attempt can take, so that nobody else begins to send what is being sent. */
const LEASE_MS = 5 * 60_000

interface Worker {
  readonly ctx: Context
  readonly workerId: string
  readonly signal: AbortSignal
}

/**
 * Sends what is due in the outbox, a few at once, until nothing is; several processes share the work. Answers with how
 * many messages it dealt with. A message is sent once, but for one instant: a process that dies after the mail server
 * took a message and before that was written down leaves it to be sent again, under the same Message-ID.
 */
export async function deliverMail(worker: Worker): Promise<number> {
  if (!(await findSmtp(worker.ctx.db.client))) return 0
  const first = await take(worker, AT_ONCE)
  const done = await Promise.all(first.map((due) => workThrough(worker, due)))
  await finishEmptied(worker.ctx)
  return done.reduce((sum, one) => sum + one, 0)
}

/** Looks at the settings before each message: someone may just have corrected or removed them. */
async function workThrough(worker: Worker, first: DueEmail): Promise<number> {
  const { ctx, workerId, signal } = worker
  let done = 0
  for (let due: DueEmail | undefined = first; due; [due] = await take(worker, 1)) {
    const smtp = await findSmtp(ctx.db.client)
    if (!smtp) {
      await putBack(worker, due)
      return done
    }
    try {
      await deliverEmail({ ctx, workerId, due, smtp })
    } catch (error) {
      ctx.log.error(
        { emailId: due.id, err: error },
        'An email could not be dealt with; it is tried again later.',
      )
      return done
    }
    done += 1
    if (signal.aborted) return done
  }
  return done
}

function take({ ctx, workerId, signal }: Worker, limit: number): Promise<DueEmail[]> {
  if (signal.aborted) return Promise.resolve([])
  const now = ctx.now()
  const leaseUntil = new Date(now.getTime() + LEASE_MS)
  return claimDueEmails(ctx.db.client, { owner: workerId, now, leaseUntil, limit })
}

/** What was taken when the mail server went away waits as if nobody had. */
async function putBack({ ctx, workerId }: Worker, { id, attempts }: DueEmail): Promise<void> {
  await ctx.db.client.email.updateMany({
    where: { id, status: 'sending', leaseOwner: workerId, attempts },
    data: { status: 'queued', attempts: attempts - 1, leaseOwner: null, leaseExpiresAt: null },
  })
}

/** Mailings whose last waiting message went away without being sent: its person was deleted, or got a newer link. */
async function finishEmptied(ctx: Context): Promise<void> {
  const open = await ctx.db.client.mailing.count({ where: { status: 'sending' } })
  if (open === 0) return
  await ctx.db.change(async (tx, emit) => {
    for (const done of await finishMailings(tx, ctx.now())) tellFinished(emit, ctx, done)
  })
}
