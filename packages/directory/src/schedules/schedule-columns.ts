import { nextSlot, type Schedule } from './next-slot.ts'

/** The columns that hold a new schedule, or none. A schedule that someone sets begins without the troubles of the last. */
export function toScheduleColumns(schedule: Schedule | null, now: Date) {
  return {
    scheduleCron: schedule?.cron ?? null,
    scheduleTimeZone: schedule?.timeZone ?? null,
    nextRunAt: schedule && nextSlot(schedule, now),
    schedulePausedAt: null,
    schedulePausedReason: null,
    credentialFailures: 0,
  }
}
