import type { Delivery, MailFailure } from './mailer.ts'

/** What is done with a message after an attempt. */
export type NextStep =
  | { readonly step: 'sent' }
  /** `ofServer`: the next message would fail as well, so a mailing counts it. */
  | { readonly step: 'retry'; readonly at: Date; readonly ofServer: boolean }
  | { readonly step: 'give_up'; readonly because: 'refused' | 'link_ended'; readonly ofServer: boolean }

export interface Attempt {
  /** Attempts so far, this one included. */
  readonly attempts: number
  readonly now: Date
  /** When the link in the message ends: nobody wants the message after that. */
  readonly linkExpiresAt: Date
}

const MINUTE_MS = 60_000
/** Minutes to wait after the first, second, ... attempt; the last one goes on until the link ends. */
const WAITS = [1, 5, 15, 60, 180]

/**
 * A refused address or text will be refused again, so the message is given up. Whatever is about the server gets
 * better, or someone enters other settings: the message waits for that as long as its link is good.
 */
export function judgeDelivery(delivery: Delivery, { attempts, now, linkExpiresAt }: Attempt): NextStep {
  if (delivery.outcome === 'sent') return { step: 'sent' }
  const ofServer = delivery.failure !== 'recipient'
  if (isFinal(delivery.failure) && !delivery.temporary)
    return { step: 'give_up', because: 'refused', ofServer }
  const wait = WAITS[Math.min(attempts, WAITS.length) - 1] ?? 1
  const at = new Date(now.getTime() + wait * MINUTE_MS)
  if (at >= linkExpiresAt) return { step: 'give_up', because: 'link_ended', ofServer }
  return { step: 'retry', at, ofServer }
}

function isFinal(failure: MailFailure): boolean {
  return failure === 'recipient' || failure === 'message'
}
