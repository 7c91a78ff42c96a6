import type { ConnectionView } from '@rollcall/vocabulary'

export type ScheduleKind = 'off' | 'minutes' | 'hourly' | 'daily' | 'custom'

/** What the schedule fields hold; those of another kind keep what was entered. */
export interface ScheduleValues {
  kind: ScheduleKind
  /** Minutes between two runs, as the choice has it. */
  every: string
  /** Minute of the hour; text while the field is empty. */
  minute: number | string
  /** `HH:MM`. */
  time: string
  cron: string
  timeZone: string
}

export const EVERY_MINUTES = ['5', '10', '15', '30'] as const

const MINUTES = /^\*\/(5|10|15|30) \* \* \* \*$/
const HOURLY = /^([0-5]?\d) \* \* \* \*$/
const DAILY = /^([0-5]?\d) ([01]?\d|2[0-3]) \* \* \*$/

/** The stored schedule in the words of the form; what it has no words for is a custom one. */
export function toScheduleValues(schedule: ConnectionView['schedule'], browserZone: string): ScheduleValues {
  const values: ScheduleValues = {
    kind: 'off',
    every: '15',
    minute: 0,
    time: '02:00',
    cron: '0 2 * * mon-fri',
    timeZone: browserZone,
  }
  if (schedule === null) return values
  const { cron, timeZone } = schedule
  const stored = { ...values, cron, timeZone }
  const [, every] = MINUTES.exec(cron) ?? []
  if (every) return { ...stored, kind: 'minutes', every }
  const [, minute] = HOURLY.exec(cron) ?? []
  if (minute) return { ...stored, kind: 'hourly', minute: Number(minute) }
  const [, past, hour] = DAILY.exec(cron) ?? []
  if (past && hour) return { ...stored, kind: 'daily', time: `${twoDigits(hour)}:${twoDigits(past)}` }
  return { ...stored, kind: 'custom' }
}

export function toSchedule(values: ScheduleValues): ConnectionView['schedule'] {
  return values.kind === 'off' ? null : { cron: toCron(values), timeZone: values.timeZone }
}

function toCron({ kind, every, minute, time, cron }: ScheduleValues): string {
  if (kind === 'minutes') return `*/${every} * * * *`
  if (kind === 'hourly') return `${minute} * * * *`
  if (kind === 'custom') return cron.trim().replace(/\s+/g, ' ')
  const [hour = '', past = ''] = time.split(':')
  return `${Number(past)} ${Number(hour)} * * *`
}

/** By the names of the form's fields. Whether a custom expression makes sense is for the server to say. */
export function toScheduleErrors(values: ScheduleValues): Record<string, string> {
  const { kind, minute, time, cron } = values
  if (
    kind === 'hourly' &&
    !(typeof minute === 'number' && Number.isInteger(minute) && minute >= 0 && minute <= 59)
  ) {
    return { 'schedule.minute': 'Enter a minute from 0 to 59.' }
  }
  if (kind === 'daily' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    return { 'schedule.time': 'Enter a time of day, like 02:00.' }
  }
  if (kind === 'custom' && cron.trim().split(/\s+/).length !== 5) {
    return {
      'schedule.cron': 'Enter five fields: minute, hour, day of the month, month, day of the week.',
    }
  }
  return {}
}

/** Every time zone the browser knows, and those in use, which it may know by another name. */
export function toTimeZoneOptions(...inUse: readonly string[]): string[] {
  return [...new Set(['UTC', ...inUse, ...Intl.supportedValuesOf('timeZone')])].toSorted((a, b) =>
    a.localeCompare(b),
  )
}

export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function twoDigits(text: string): string {
  return text.padStart(2, '0')
}
