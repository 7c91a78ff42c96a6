import type { UpdateConnectionInput } from '@rollcall/vocabulary'
import type { FieldChange } from '../events/event-facts.ts'
import { type ChosenMirroring, planMirroringEdit } from './plan-mirroring-edit.ts'

/** The columns of a connection that an edit may change; the secret and the mirroring are handled apart from them. */
export interface ConnectionColumns {
  displayName: string
  directoryId: string | null
  clientId: string | null
  cloud: string
  groupIds: string[]
  defaultRole: string
  includeNested: boolean
  includeGuests: boolean
  leaverPolicy: string
  leaverGraceDays: number
  guardMaxPeople: number
  guardMaxPercent: number
  refreshClaimed: boolean
  autoLinkClaimed: boolean
  scheduleCron: string | null
  scheduleTimeZone: string | null
  fullEveryDays: number
  scimKeepDays: number
}

type ColumnValue = ConnectionColumns[keyof ConnectionColumns]

export interface ConnectionEdit {
  readonly values: Readonly<Record<string, ColumnValue>>
  readonly fields: readonly FieldChange[]
  /** The directory itself changes, not only how it is read. */
  readonly newTenant: boolean
  /** The same, or the cloud it is looked for in. */
  readonly newDirectory: boolean
  /** An earlier check says nothing about the new credentials. */
  readonly newCredentials: boolean
  readonly newSchedule: boolean
  /** The rules for people change, so that the next run has to look at everyone. */
  readonly newRules: boolean
  /** What fills the profile of people who are pushed; null when that stays. */
  readonly newMirroring: ChosenMirroring | null
}

/** Settings that say how a directory is read or named, and nothing about what becomes of its people. */
const NOT_RULES = new Set([
  'displayName',
  'directoryId',
  'clientId',
  'cloud',
  'scheduleCron',
  'scheduleTimeZone',
  'fullEveryDays',
  'scimKeepDays',
])

/** What an edit changes; values that are already so are no change. The secret is in none of it. */
export function planConnectionEdit(
  stored: ConnectionColumns & { readonly scimMirroring: unknown },
  input: UpdateConnectionInput,
): ConnectionEdit {
  const wanted = toColumns(input)
  const changed = wanted.filter(([column, value]) => toText(value) !== toText(columnOf(stored, column)))
  const names = new Set(changed.map(([column]) => column))
  const mirroring = planMirroringEdit(stored.scimMirroring, input.mirroring)
  const newTenant = names.has('directoryId') && !isSameTenant(stored.directoryId, input.directoryId)
  return {
    values: Object.fromEntries(changed),
    fields: [
      ...changed.map(([field, value]) => ({
        field,
        before: toText(columnOf(stored, field)),
        after: toText(value),
      })),
      ...(mirroring?.fields ?? []),
    ],
    newTenant,
    newDirectory: newTenant || names.has('cloud'),
    newCredentials:
      names.has('directoryId') ||
      names.has('clientId') ||
      names.has('cloud') ||
      input.clientSecret !== undefined ||
      input.certificate !== undefined,
    newSchedule: names.has('scheduleCron') || names.has('scheduleTimeZone'),
    newRules: mirroring !== null || [...names].some((name) => !NOT_RULES.has(name)),
    newMirroring: mirroring?.chosen ?? null,
  }
}

/** The columns an edit gives; absent settings have none. The credential and its end are not among them. */
function toColumns(input: UpdateConnectionInput): [string, ColumnValue][] {
  const {
    clientSecret: _secret,
    certificate: _certificate,
    secretExpiresAt: _expiry,
    force: _force,
    mirroring: _mirroring,
    keepRequestsDays,
    guard,
    schedule,
    groupIds,
    ...same
  } = input
  const columns: { [Key in keyof ConnectionColumns]?: ConnectionColumns[Key] | undefined } = {
    ...same,
    groupIds: groupIds && [...new Set<string>(groupIds)],
    scimKeepDays: keepRequestsDays,
    guardMaxPeople: guard?.maxPeople,
    guardMaxPercent: guard?.maxPercent,
    scheduleCron: schedule === undefined ? undefined : (schedule?.cron ?? null),
    scheduleTimeZone: schedule === undefined ? undefined : (schedule?.timeZone ?? null),
  }
  return Object.entries(columns).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, value] satisfies [string, ColumnValue]],
  )
}

function columnOf(columns: ConnectionColumns, name: string): unknown {
  return new Map<string, unknown>(Object.entries(columns)).get(name)
}

function isSameTenant(stored: string | null, wanted: string | undefined): boolean {
  return stored !== null && stored.toLowerCase() === wanted?.toLowerCase()
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.join(', ') || null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
