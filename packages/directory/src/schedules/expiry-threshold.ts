const DAY_MS = 86_400_000

/** Days before the end at which somebody is told. */
const THRESHOLDS = [1, 7, 30] as const

/** How long before its end a credential is first spoken of, in milliseconds. */
export const FIRST_WARNING_MS = 30 * DAY_MS

/** Begun days until the end: 1 on the last day, 0 or less when it is over. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return Math.ceil((expiresAt.getTime() - now.getTime()) / DAY_MS)
}

/**
 * The warning to write now: the smallest threshold that was reached and not yet written. Null when there is none, and
 * when the credential is over, which is no longer a warning.
 */
export function dueWarning(expiresAt: Date, warnedDays: number | null, now: Date): number | null {
  const days = daysLeft(expiresAt, now)
  if (days <= 0) return null
  const reached = THRESHOLDS.find((threshold) => days <= threshold)
  if (reached === undefined || (warnedDays !== null && warnedDays <= reached)) return null
  return reached
}
