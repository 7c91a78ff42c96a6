import type { Tone } from '@rollcall/ui'
import type { ConnectionView } from '@rollcall/vocabulary'

const DAY_MS = 86_400_000
const WARN_DAYS = 30

export interface ExpiryNotice {
  tone: Tone
  title: string
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** The day in words, as the portal counts it. */
export function toDay(instant: string): string {
  return dayFormat.format(new Date(instant))
}

/** What to say about a credential that ends soon or has ended; null while there is time, or when nobody knows. */
export function toExpiryNotice(
  { kind, expiresAt }: ConnectionView['credential'],
  now: Date,
): ExpiryNotice | null {
  if (expiresAt === null) return null
  const what = kind === 'certificate' ? 'certificate' : 'client secret'
  const left = new Date(expiresAt).getTime() - now.getTime()
  if (left <= 0) return { tone: 'danger', title: `The ${what} expired on ${toDay(expiresAt)}` }
  const days = Math.ceil(left / DAY_MS)
  if (days > WARN_DAYS) return null
  const when = days === 1 ? 'within a day' : `in ${days} days`
  return { tone: 'warning', title: `The ${what} expires ${when}, on ${toDay(expiresAt)}` }
}

const SOURCES = {
  typed: 'as entered here',
  directory: 'as Microsoft says',
  certificate: 'as the certificate says',
} as const

/** `22 May 2027, as Microsoft says`; null when nobody knows. */
export function toExpiryFact({ expiresAt, expirySource }: ConnectionView['credential']): string | null {
  if (expiresAt === null) return null
  return expirySource === null ? toDay(expiresAt) : `${toDay(expiresAt)}, ${SOURCES[expirySource]}`
}
