import { useEffect, useState } from 'react'
import { formatExactTime, formatRelativeTime } from './format.ts'

export interface RelativeTimeProps {
  /** ISO 8601 text or a date; `null` shows `fallback`. */
  value: string | Date | null | undefined
  /** Shown when there is no time yet. */
  fallback?: string
  /** Fixes the present moment, for tests and prints. */
  now?: Date
}

const REFRESH_MS = 30_000

/** How long ago or how soon, kept fresh; the exact time is one hover away. */
export function RelativeTime({ value, fallback = 'Never', now }: RelativeTimeProps) {
  const [ticking, setTicking] = useState(() => new Date())
  useEffect(() => {
    if (now) return undefined
    const timer = setInterval(() => setTicking(new Date()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [now])
  if (!value) return <span>{fallback}</span>
  const date = typeof value === 'string' ? new Date(value) : value
  if (Number.isNaN(date.getTime())) return <span>{fallback}</span>
  return (
    <time className="ui-tabular" dateTime={date.toISOString()} title={formatExactTime(date)}>
      {formatRelativeTime(date, now ?? newest(ticking))}
    </time>
  )
}

/** A value that arrives between two ticks must not look as if it lay in the future. */
function newest(ticking: Date): Date {
  const present = new Date()
  return present > ticking ? present : ticking
}
