import { CronExpressionParser } from 'cron-parser'

export interface Schedule {
  /** Five-field cron expression. */
  readonly cron: string
  /** IANA name. */
  readonly timeZone: string
}

/** Longer than any shift of a clock, so that counting always begins on a plain day. */
const BEFORE_ANY_SHIFT_MS = 3 * 3_600_000

/**
 * The first slot later than `after`, or null when there never is one. A slot in the hour that a clock skips comes once,
 * an hour later on the clock; one in the hour that comes twice comes the first time only, unless the schedule comes
 * every hour anyway.
 */
export function nextSlot(schedule: Schedule, after: Date): Date | null {
  const currentDate = new Date(after.getTime() - BEFORE_ANY_SHIFT_MS)
  try {
    // Counting from within the second of two equal hours would take it for the first.
    const slots = CronExpressionParser.parse(schedule.cron, { currentDate, tz: schedule.timeZone })
    for (;;) {
      const slot = slots.next().toDate()
      if (slot > after) return slot
    }
  } catch {
    return null
  }
}
