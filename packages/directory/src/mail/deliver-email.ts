import { type DueEmail, SealError, type Secret } from '@rollcall/db'
import type { Context } from '../context.ts'
import { toClaimLinkMessage } from './claim-link-message.ts'
import { openEmailToken } from './email-token.ts'
import { toInvitationMessage } from './invitation-message.ts'
import { judgeDelivery } from './judge-delivery.ts'
import type { Delivery, Message, SmtpAccess } from './mailer.ts'
import { toMessageId } from './message-id.ts'
import { OUTGOING_SELECT, type OutgoingEmail, whyObsolete } from './outgoing-email.ts'
import { type Outcome, settleEmail } from './settle-email.ts'
import { openSmtp, type StoredSmtp } from './smtp-settings.ts'
import { toMailProblem } from './to-mail-problem.ts'

export interface DeliverCall {
  readonly ctx: Context
  readonly workerId: string
  readonly due: DueEmail
  readonly smtp: StoredSmtp
}

/** Sends one message this worker has taken, unless nobody wants it any more, and writes down what came of it. */
export async function deliverEmail({ ctx, workerId, due, smtp }: DeliverCall): Promise<void> {
  const email = await ctx.db.client.email.findUnique({ where: { id: due.id }, select: OUTGOING_SELECT })
  // Deleted together with its person.
  if (!email) return
  const outcome = await tryToDeliver(ctx, { email, due, smtp })
  if (outcome.status !== 'sent') {
    ctx.log.warn(
      { emailId: due.id, status: outcome.status, attempts: due.attempts },
      'An email was not sent.',
    )
  }
  await settleEmail({ ctx, workerId, due, email, outcome })
}

interface Work {
  readonly email: OutgoingEmail
  readonly due: DueEmail
  readonly smtp: StoredSmtp
}

async function tryToDeliver(ctx: Context, { email, due, smtp }: Work): Promise<Outcome> {
  const { recipient, tokenSealed, linkExpiresAt } = email
  const token = tokenSealed && openOrNull(() => openEmailToken(ctx, email.id, tokenSealed))
  if (!token || recipient === null || linkExpiresAt === null) {
    return { status: 'failed', server: 'unknown', problem: LOST }
  }
  const obsolete = whyObsolete(email, token)
  if (obsolete !== null) return { status: 'cancelled', problem: obsolete, endLink: false }
  if (linkExpiresAt <= ctx.now()) return { status: 'failed', server: 'unknown', problem: ENDED }
  const delivery = await send(ctx, smtp, toMessage(ctx, email, { token, recipient, linkExpiresAt }))
  const { attempts } = due
  const next = judgeDelivery(delivery, { attempts, now: ctx.now(), linkExpiresAt })
  if (next.step === 'sent' || delivery.outcome === 'sent') return { status: 'sent' }
  const { detail, hint } = toMailProblem(delivery.failure, smtp, delivery.answer)
  const server = next.ofServer ? 'failing' : 'working'
  const problem = `${detail} ${hint}`
  if (next.step === 'retry') return { status: 'queued', at: next.at, server, problem }
  return {
    status: 'failed',
    server,
    problem: next.because === 'link_ended' ? `${ENDED} ${problem}` : problem,
  }
}

const LOST =
  'The link in this message cannot be opened with the key of this server. Send the person a new one.'
const ENDED = 'The link ended before the mail server took the message. Send the person a new one.'

async function send(ctx: Context, smtp: StoredSmtp, message: Message): Promise<Delivery> {
  const access: SmtpAccess | null = openOrNull(() => openSmtp(ctx, smtp))
  if (access) return ctx.mailer.send(access, message)
  return { outcome: 'failed', failure: 'password_lost', temporary: false, answer: null }
}

function toMessage(
  ctx: Context,
  { id, kind, name, sentBy }: OutgoingEmail,
  link: { readonly token: Secret; readonly recipient: string; readonly linkExpiresAt: Date },
): Message {
  const isInvitation = kind === 'invitation'
  const url = `${ctx.publicUrl}/${isInvitation ? 'invite' : 'claim'}/${link.token.reveal()}`
  const words = { name, sentBy, url, expiresAt: link.linkExpiresAt, now: ctx.now() }
  const body = isInvitation ? toInvitationMessage(words) : toClaimLinkMessage(words)
  return { messageId: toMessageId(ctx, id), to: { name, address: link.recipient }, ...body }
}

/** Null for what was sealed with a key that this server does not have. */
function openOrNull<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
