import type { Tone } from '@rollcall/ui'
import type { EmailStatus, MailingEmailView, MailingStatus, MailingView } from '@rollcall/vocabulary'
import {
  Ban,
  CircleCheck,
  CircleMinus,
  CirclePause,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'
import { joinWords, people } from '../../lib/format.ts'

export interface Look {
  tone: Tone
  word: string
  icon: LucideIcon
  busy: boolean
}

const MAILING_LOOKS: Record<MailingStatus, Look> = {
  sending: { tone: 'info', word: 'Sending', icon: LoaderCircle, busy: true },
  paused: { tone: 'warning', word: 'Paused', icon: CirclePause, busy: false },
  finished: { tone: 'success', word: 'Finished', icon: CircleCheck, busy: false },
  cancelled: { tone: 'neutral', word: 'Stopped', icon: Ban, busy: false },
}

/** A mailing that ended with people it could not reach says so. */
export function toMailingLook({ status, counts }: Pick<MailingView, 'status' | 'counts'>): Look {
  if (status === 'finished' && counts.failed > 0)
    return { tone: 'warning', word: 'Finished with problems', icon: CircleX, busy: false }
  return MAILING_LOOKS[status]
}

export const EMAIL_LOOKS: Record<EmailStatus, Look> = {
  queued: { tone: 'neutral', word: 'Waiting', icon: Clock, busy: false },
  sending: { tone: 'info', word: 'Sending', icon: LoaderCircle, busy: true },
  sent: { tone: 'success', word: 'Sent', icon: CircleCheck, busy: false },
  failed: { tone: 'danger', word: 'Not delivered', icon: CircleX, busy: false },
  skipped: { tone: 'neutral', word: 'Left out', icon: CircleMinus, busy: false },
  cancelled: { tone: 'neutral', word: 'Cancelled', icon: Ban, busy: false },
}

/** True while messages are leaving by themselves. */
export function isSending(mailing: Pick<MailingView, 'status'> | undefined): boolean {
  return mailing?.status === 'sending'
}

/** People whose message has ended one way or another. */
export function toDone({ counts }: Pick<MailingView, 'counts'>): number {
  return counts.total - counts.waiting
}

/** What became of everyone, in a sentence: `398 sent, 10 not delivered and 4 left out.` */
export function toMailingSummary({ counts }: Pick<MailingView, 'counts'>): string {
  const parts: [number, string][] = [
    [counts.sent, 'sent'],
    [counts.waiting, 'waiting'],
    [counts.failed, 'not delivered'],
    [counts.skipped, 'left out'],
    [counts.cancelled, 'cancelled'],
  ]
  const named = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, word]) => `${amount.toLocaleString('en-US')} ${word}`)
  return named.length === 0 ? 'Nobody was written to.' : `${joinWords(named)}.`
}

export function toMailingTitle({ counts }: Pick<MailingView, 'counts'>): string {
  return `Claim links to ${people(counts.total)}`
}

/** When a message that failed for now is tried again; null when that is over, or waits for the mailing to go on. */
export function toRetryAt(
  email: Pick<MailingEmailView, 'status' | 'attempts' | 'nextAttemptAt'>,
  sending: boolean,
  now: number,
): string | null {
  const { status, attempts, nextAttemptAt } = email
  if (!sending || status !== 'queued' || attempts === 0 || nextAttemptAt === null) return null
  return Date.parse(nextAttemptAt) > now ? nextAttemptAt : null
}
