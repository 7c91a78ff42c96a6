import { DirectoryError } from '../errors.ts'
import { nextSlot } from '../schedules/next-slot.ts'

const NAMES = {
  month: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  weekday: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
}

/** Whether a schedule ever comes is the same from every day on. */
const ANY_DAY = new Date('2000-01-01T00:00:00Z')

interface CronField {
  label: string
  from: number
  to: number
  names: readonly string[]
}

const FIELDS: readonly CronField[] = [
  { label: 'minute', from: 0, to: 59, names: [] },
  { label: 'hour', from: 0, to: 23, names: [] },
  { label: 'day of the month', from: 1, to: 31, names: [] },
  { label: 'month', from: 1, to: 12, names: NAMES.month },
  { label: 'day of the week', from: 0, to: 7, names: NAMES.weekday },
]

/** Refuses a schedule that could never start a run: crontab(5) with five fields, and an IANA time zone. */
export function checkSchedule(schedule: { cron: string; timeZone: string } | null | undefined): void {
  if (!schedule) return
  const parts = schedule.cron.split(/\s+/)
  if (parts.length !== FIELDS.length) {
    refuse(
      'schedule.cron',
      'A schedule has five fields: minute, hour, day of the month, month, day of the week.',
    )
  }
  for (const [index, field] of FIELDS.entries()) {
    const part = parts[index] ?? ''
    if (part.split(',').every((one) => isRange(one, field))) continue
    refuse(
      'schedule.cron',
      `"${part}" does not fit the ${field.label}, which goes from ${field.from} to ${field.to}.`,
    )
  }
  if (!isTimeZone(schedule.timeZone)) {
    refuse(
      'schedule.timeZone',
      `"${schedule.timeZone}" is not a time zone. Use a name like Europe/Paris or UTC.`,
    )
  }
  if (nextSlot(schedule, ANY_DAY) === null) {
    refuse(
      'schedule.cron',
      'This schedule never comes, because no month it names has such a day. Change the day or the month.',
    )
  }
}

function isRange(text: string, field: CronField): boolean {
  const match = /^(\*|[0-9a-z]+(?:-[0-9a-z]+)?)(?:\/(\d+))?$/i.exec(text)
  const [, range = '', step] = match ?? []
  if (!match || (step !== undefined && Number(step) < 1)) return false
  if (range === '*') return true
  const bounds = range.split('-').map((bound) => toNumber(bound, field))
  const [low = Number.NaN, high = low] = bounds
  return low >= field.from && high <= field.to && low <= high
}

function toNumber(text: string, field: CronField): number {
  const named = field.names.indexOf(text.toLowerCase())
  if (named !== -1) return field.from + named
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function refuse(path: string, message: string): never {
  throw new DirectoryError('invalid_input', message, [{ path, message }])
}
