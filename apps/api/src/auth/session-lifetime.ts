const HOUR = 3_600_000

/** A session ends after this long without a request... */
export const IDLE_MS = 12 * HOUR
/** ...and after this long in any case. */
export const ABSOLUTE_MS = 7 * 24 * HOUR
/** The row is written at most this often, so that reading a page is not a write per request. */
export const TOUCH_EVERY_MS = 60_000

/** When a session ends if nothing more is asked with it. */
export function sessionExpiry(createdAt: Date, lastSeenAt: Date): Date {
  return new Date(Math.min(lastSeenAt.getTime() + IDLE_MS, createdAt.getTime() + ABSOLUTE_MS))
}
