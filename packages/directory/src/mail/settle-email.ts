import { type DueEmail, type Emit, finishMailings, lockMailing, type Prisma, type Tx } from '@rollcall/db'
import type { Context } from '../context.ts'
import type { OutgoingEmail } from './outgoing-email.ts'

/** How an attempt ended. `server` is what it says about the mail server; `unknown` when nothing was tried. */
export type Outcome =
  | { readonly status: 'sent' }
  | { readonly status: 'queued'; readonly at: Date; readonly problem: string; readonly server: Verdict }
  | { readonly status: 'failed'; readonly problem: string; readonly server: Verdict }
  /** Nobody wants it any more; `endLink` when its link still works. */
  | { readonly status: 'cancelled'; readonly problem: string | null; readonly endLink: boolean }

/** Whether the mail server works; `failing` counts towards pausing a mailing. */
export type Verdict = 'working' | 'failing' | 'unknown'

/** Messages in a row that the mail server would not take, after which a mailing waits for a person. */
const FAILURES_TO_PAUSE = 5

const STOPPED: Outcome = { status: 'cancelled', problem: null, endLink: true }

export interface Settlement {
  readonly ctx: Context
  readonly workerId: string
  readonly due: DueEmail
  readonly email: OutgoingEmail
  readonly outcome: Outcome
}

/**
 * Writes down what came of an attempt, with its events and what follows for its mailing, if this worker still holds the
 * message. A message that was to be tried again although its mailing has been stopped meanwhile is taken back instead.
 */
export async function settleEmail(settlement: Settlement): Promise<void> {
  const { ctx, due } = settlement
  await ctx.db.change(async (tx, emit) => {
    const mailing = due.mailingId === null ? null : await lockMailing(tx, due.mailingId)
    const stopped = mailing?.status === 'cancelled' && settlement.outcome.status === 'queued'
    const outcome: Outcome = stopped ? STOPPED : settlement.outcome
    if (!(await write(tx, settlement, outcome))) return
    tell(emit, settlement, outcome)
    if (due.mailingId !== null && mailing) await followUp(tx, emit, { ...settlement, outcome }, due.mailingId)
  })
}

async function write(tx: Tx, { ctx, workerId, due, email }: Settlement, outcome: Outcome): Promise<boolean> {
  const { count } = await tx.email.updateMany({
    where: { id: due.id, status: 'sending', leaseOwner: workerId, attempts: due.attempts },
    data: { leaseOwner: null, leaseExpiresAt: null, ...toColumns(outcome, ctx.now()) },
  })
  if (count === 0) return false
  if (outcome.status === 'cancelled' && outcome.endLink && email.claimLinkId !== null) {
    const live = { id: email.claimLinkId, revokedAt: null, spentAt: null }
    await tx.claimLink.updateMany({ where: live, data: { revokedAt: ctx.now() } })
  }
  return true
}

function toColumns(outcome: Outcome, now: Date): Prisma.EmailUpdateManyMutationInput {
  if (outcome.status === 'queued') {
    return { status: 'queued', nextAttemptAt: outcome.at, problem: outcome.problem }
  }
  const ended = { status: outcome.status, tokenSealed: null, nextAttemptAt: null }
  if (outcome.status === 'sent') return { ...ended, problem: null, sentAt: now }
  return { ...ended, problem: outcome.problem }
}

function tell(emit: Emit, { ctx, email }: Settlement, outcome: Outcome): void {
  if (outcome.status !== 'sent' && outcome.status !== 'failed') return
  emit({
    type: outcome.status === 'sent' ? 'email.sent' : 'email.failed',
    actor: ctx.actor,
    ...(email.userId !== null && { userId: email.userId }),
    data: {
      name: email.name,
      kind: email.kind,
      recipient: email.recipient,
      ...(email.mailingId !== null && { mailingId: email.mailingId }),
      ...(outcome.status === 'failed' && { problem: outcome.problem }),
    },
  })
}

/** Counts failures of the server in a row, pauses at the fifth, and ends the mailing with its last message. */
async function followUp(tx: Tx, emit: Emit, settlement: Settlement, id: string): Promise<void> {
  const { ctx, outcome } = settlement
  const verdict = toVerdict(outcome)
  if (verdict === 'working') {
    await tx.mailing.updateMany({ where: { id, failures: { gt: 0 } }, data: { failures: 0 } })
  } else if (verdict === 'failing') {
    await countFailure(tx, emit, settlement, id)
  }
  if (outcome.status === 'queued') return
  for (const done of await finishMailings(tx, ctx.now(), id)) tellFinished(emit, ctx, done)
}

function toVerdict(outcome: Outcome): Verdict {
  if (outcome.status === 'sent') return 'working'
  return outcome.status === 'cancelled' ? 'unknown' : outcome.server
}

async function countFailure(tx: Tx, emit: Emit, { ctx, outcome }: Settlement, id: string): Promise<void> {
  const { failures, status } = await tx.mailing.update({
    where: { id },
    data: { failures: { increment: 1 } },
    select: { failures: true, status: true },
  })
  if (failures < FAILURES_TO_PAUSE || status !== 'sending') return
  const problem = 'problem' in outcome ? outcome.problem : ''
  const text = `${failures} messages in a row failed. ${problem}`.trim()
  await tx.mailing.update({
    where: { id },
    data: { status: 'paused', pausedReason: text },
    select: { id: true },
  })
  emit({ type: 'mailing.paused', actor: ctx.actor, data: { mailingId: id, text } })
}

/** The event of a mailing of which nothing waits any more. */
export function tellFinished(
  emit: Emit,
  ctx: Context,
  { id, sent, failed }: { readonly id: string; readonly sent: number; readonly failed: number },
): void {
  emit({ type: 'mailing.finished', actor: ctx.actor, data: { mailingId: id, sent, failed } })
}
