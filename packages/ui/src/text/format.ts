const counts = new Intl.NumberFormat('en-US')
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `12480` -> `12,480`; `10,000+` when that is only where counting ended. */
export function formatCount(value: number, isLeast = false): string {
  return isLeast ? `${counts.format(value)}+` : counts.format(value)
}

/** Milliseconds as the shortest honest text: `84 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < MINUTE) return `${seconds} s`
  if (seconds < HOUR) return joinUnits(Math.floor(seconds / MINUTE), 'min', seconds % MINUTE, 's')
  return joinUnits(Math.floor(seconds / HOUR), 'h', Math.floor((seconds % HOUR) / MINUTE), 'min')
}

function joinUnits(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** A date with time and zone in the reader's own time zone: `21 Nov 2025, 22:06:03 UTC`. */
export function formatExactTime(date: Date): string {
  return exact.format(date)
}

/** `just now`, `5 min ago`, `in 3 days`; beyond 30 days the date itself. */
export function formatRelativeTime(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < 45) return 'just now'
  if (distance > 30 * DAY) return day.format(date)
  const amount = relativeAmount(distance)
  return seconds < 0 ? `${amount} ago` : `in ${amount}`
}

function relativeAmount(seconds: number): string {
  if (seconds < HOUR - 30) return `${Math.max(1, Math.round(seconds / MINUTE))} min`
  if (seconds < DAY - HOUR / 2) return `${Math.max(1, Math.round(seconds / HOUR))} h`
  const days = Math.max(1, Math.round(seconds / DAY))
  return days === 1 ? '1 day' : `${days} days`
}
