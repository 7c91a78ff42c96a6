import type { UpdateConnectionInput } from '@rollcall/vocabulary'
import type { FieldChange } from '../events/event-facts.ts'

/** The columns of a connection that an edit may change; the secret is handled apart from them. */
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
}

type ColumnValue = ConnectionColumns[keyof ConnectionColumns]

export interface ConnectionEdit {
  readonly values: Readonly<Record<string, ColumnValue>>
  readonly fields: readonly FieldChange[]
  /** The directory itself changes, not only how it is read. */
  readonly newTenant: boolean
  /** An earlier check says nothing about the new credentials. */
  readonly newCredentials: boolean
}

/** What an edit changes; values that are already so are no change. The secret is in none of it. */
export function planConnectionEdit(stored: ConnectionColumns, input: UpdateConnectionInput): ConnectionEdit {
  const wanted = toColumns(input)
  const changed = wanted.filter(([column, value]) => toText(value) !== toText(columnOf(stored, column)))
  const names = new Set(changed.map(([column]) => column))
  return {
    values: Object.fromEntries(changed),
    fields: changed.map(([field, value]) => ({
      field,
      before: toText(columnOf(stored, field)),
      after: toText(value),
    })),
    newTenant: names.has('directoryId') && !isSameTenant(stored.directoryId, input.directoryId),
    newCredentials:
      names.has('directoryId') ||
      names.has('clientId') ||
      names.has('cloud') ||
      input.clientSecret !== undefined ||
      input.certificate !== undefined,
  }
}

/** The columns an edit gives; absent settings have none. The secret is not among them. */
function toColumns(input: UpdateConnectionInput): [string, ColumnValue][] {
  const {
    clientSecret: _secret,
    certificate: _certificate,
    secretExpiresAt: _expiry,
    guard,
    schedule,
    groupIds,
    ...same
  } = input
  const columns: { [Key in keyof ConnectionColumns]?: ConnectionColumns[Key] | undefined } = {
    ...same,
    groupIds: groupIds && [...new Set<string>(groupIds)],
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
