import { plural, type Verdict } from './findings.ts'

const DAY_MS = 86_400_000
const WARN_DAYS = 30

interface Expiring {
  /** As it begins a sentence. */
  readonly name: string
  readonly renew: string
}

/** `end` and `now` in milliseconds since 1970. The evidence `expiresAt` is what the connection remembers. */
export function expiryVerdict(end: number, now: number, { name, renew }: Expiring): Verdict {
  const day = new Date(end).toISOString().slice(0, 10)
  const days = Math.floor((end - now) / DAY_MS)
  const evidence = { expiresAt: new Date(end).toISOString() }
  if (days > WARN_DAYS) {
    return {
      status: 'pass',
      detail: `${name} is valid until ${day} (${plural(days, 'day', 'days')}).`,
      evidence,
    }
  }
  const when = days < 1 ? 'within a day' : `in ${plural(days, 'day', 'days')}`
  const urgency =
    days <= 1
      ? 'Do it today: syncs stop then.'
      : days <= 7
        ? 'Do it this week: syncs stop then.'
        : 'Syncs stop then.'
  const detail = end <= now ? `${name} expired on ${day}.` : `${name} expires ${when}, on ${day}.`
  return { status: 'warn', detail, hint: `${renew} ${urgency}`, evidence }
}
