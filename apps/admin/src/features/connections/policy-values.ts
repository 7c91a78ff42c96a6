import {
  mayManageRole,
  ROLE_LABELS,
  ROLES,
  type ConnectionView,
  type Role,
  type UpdateConnectionInput,
} from '@rollcall/vocabulary'
import {
  browserTimeZone,
  toSchedule,
  toScheduleErrors,
  toScheduleValues,
  type ScheduleValues,
} from './schedule-values.ts'

/** What the rules form holds. */
export interface PolicyValues {
  /** Changed here for connections that are pushed to only; others have it beside their credentials. */
  displayName: string
  defaultRole: string
  includeNested: boolean
  includeGuests: boolean
  leaverPolicy: ConnectionView['leaverPolicy']
  leaverGraceDays: number
  maxPeople: number
  maxPercent: number
  refreshClaimed: boolean
  autoLinkClaimed: boolean
  schedule: ScheduleValues
  fullEveryDays: number
  /** How long requests are kept; counts for connections that are pushed to only. */
  keepRequestsDays: number
}

export function toPolicyValues(connection: ConnectionView): PolicyValues {
  const { includeNested, includeGuests, leaverPolicy, leaverGraceDays, refreshClaimed, autoLinkClaimed } =
    connection
  return {
    displayName: connection.displayName,
    defaultRole: connection.defaultRole,
    includeNested,
    includeGuests,
    leaverPolicy,
    leaverGraceDays,
    maxPeople: connection.guard.maxPeople,
    maxPercent: connection.guard.maxPercent,
    refreshClaimed,
    autoLinkClaimed,
    schedule: toScheduleValues(connection.schedule, browserTimeZone()),
    fullEveryDays: connection.fullEveryDays,
    keepRequestsDays: connection.scim?.keepRequestsDays ?? 30,
  }
}

/** Only what differs from what is stored is sent. */
export function toPolicyUpdate(values: PolicyValues, stored: PolicyValues): UpdateConnectionInput {
  const update: UpdateConnectionInput = {}
  const defaultRole = toDefaultRole(values.defaultRole)
  if (values.displayName.trim() !== stored.displayName) update.displayName = values.displayName.trim()
  if (values.defaultRole !== stored.defaultRole && defaultRole) update.defaultRole = defaultRole
  if (values.includeNested !== stored.includeNested) update.includeNested = values.includeNested
  if (values.includeGuests !== stored.includeGuests) update.includeGuests = values.includeGuests
  if (values.leaverPolicy !== stored.leaverPolicy) update.leaverPolicy = values.leaverPolicy
  if (values.leaverGraceDays !== stored.leaverGraceDays) update.leaverGraceDays = values.leaverGraceDays
  if (values.refreshClaimed !== stored.refreshClaimed) update.refreshClaimed = values.refreshClaimed
  if (values.autoLinkClaimed !== stored.autoLinkClaimed) update.autoLinkClaimed = values.autoLinkClaimed
  if (values.maxPeople !== stored.maxPeople || values.maxPercent !== stored.maxPercent) {
    update.guard = { maxPeople: values.maxPeople, maxPercent: values.maxPercent }
  }
  const schedule = toSchedule(values.schedule)
  if (JSON.stringify(schedule) !== JSON.stringify(toSchedule(stored.schedule))) update.schedule = schedule
  if (values.fullEveryDays !== stored.fullEveryDays) update.fullEveryDays = values.fullEveryDays
  if (values.keepRequestsDays !== stored.keepRequestsDays) update.keepRequestsDays = values.keepRequestsDays
  return update
}

type DefaultRole = Exclude<Role, 'owner'>

function toDefaultRole(text: string): DefaultRole | undefined {
  return DEFAULT_ROLES.find((candidate) => candidate === text)
}

const DEFAULT_ROLES = ROLES.filter((candidate): candidate is DefaultRole => candidate !== 'owner')

/** Roles that someone with this role may let a sync give out. */
export function toRoleOptions(held: Role): { value: string; label: string }[] {
  return DEFAULT_ROLES.filter((other) => mayManageRole(held, other)).map((value) => ({
    value,
    label: ROLE_LABELS[value],
  }))
}

/** How many people may lose access before a plan is held, for this many managed people. */
export function toGuardLimit(managed: number, maxPeople: number, maxPercent: number): number {
  return Math.max(maxPeople, Math.floor((managed * maxPercent) / 100))
}

export function toPolicyErrors(values: PolicyValues): Record<string, string> {
  const errors: Record<string, string> = toScheduleErrors(values.schedule)
  if (values.displayName.trim() === '') errors['displayName'] = 'Give the connection a name.'
  if (!isWithin(values.fullEveryDays, 1, 30)) errors['fullEveryDays'] = 'Enter 1 to 30 days.'
  if (!isWithin(values.keepRequestsDays, 1, 365)) errors['keepRequestsDays'] = 'Enter 1 to 365 days.'
  if (!isWithin(values.leaverGraceDays, 1, 365)) errors['leaverGraceDays'] = 'Enter 1 to 365 days.'
  if (!isWithin(values.maxPeople, 0, 10_000_000))
    errors['maxPeople'] = 'Enter a whole number of people, 0 or more.'
  if (!(values.maxPercent >= 0 && values.maxPercent <= 100)) errors['maxPercent'] = 'Enter 0 to 100 percent.'
  return errors
}

/** An emptied number field holds text. */
function isWithin(value: unknown, from: number, to: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
}
