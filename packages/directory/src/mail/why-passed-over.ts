import type { Recipient } from '@rollcall/db'

/** The same person is not sent two claim links within this time, so that a second click is harmless. */
export const RESEND_AFTER_MS = 60_000

/** Why no claim link can go to someone: what stands in the way, and a sentence about it that needs no name. */
export interface PassedOver {
  readonly because: 'disabled' | 'claimed' | 'no_address' | 'bad_address' | 'just_sent'
  readonly text: string
}

/** Null for someone who can be sent a claim link. */
export function whyPassedOver(person: Recipient): PassedOver | null {
  if (person.status !== 'active') {
    return { because: 'disabled', text: 'The account is disabled. Enable it first.' }
  }
  if (person.registered) return { because: 'claimed', text: 'The account has been claimed already.' }
  if (person.email === null || person.email === '') {
    return { because: 'no_address', text: 'No email address is known. Enter one first.' }
  }
  if (!person.sendable) {
    return {
      because: 'bad_address',
      text: `"${person.email}" is not a complete email address. Correct it first.`,
    }
  }
  if (person.recent) {
    return { because: 'just_sent', text: 'A claim link was sent less than a minute ago.' }
  }
  return null
}
