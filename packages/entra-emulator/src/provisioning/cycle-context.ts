import type { DirectoryUser } from '../directory/directory-object.ts'
import type { Presence } from '../directory/user-table.ts'
import type { Tenant } from '../tenant.ts'
import type { JobState } from './job-state.ts'
import type { LogSubject, ProvisioningLog } from './provisioning-log.ts'
import type { ScimTarget } from './scim-target.ts'
import type { CompleteSettings, Dialect } from './settings.ts'

/** What a cycle did, per object. `unchanged` were looked at and already right. */
export type CycleCounts = {
  matched: number
  created: number
  updated: number
  disabled: number
  enabled: number
  deleted: number
  unchanged: number
  skipped: number
  failed: number
  membersAdded: number
  membersRemoved: number
  managersSet: number
}

export function noCounts(): CycleCounts {
  return {
    matched: 0,
    created: 0,
    updated: 0,
    disabled: 0,
    enabled: 0,
    deleted: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    membersAdded: 0,
    membersRemoved: 0,
    managersSet: 0,
  }
}

/** Everything one cycle or one on-demand call works with. */
export type CycleContext = {
  tenant: Tenant
  settings: CompleteSettings
  state: JobState
  target: ScimTarget
  log: ProvisioningLog
  dialect: Dialect
  counts: CycleCounts
}

/** A person of the directory as the service judges them. */
export type JudgedPerson = {
  subject: LogSubject
  user: DirectoryUser
  ordinal: number
  presence: Presence
  isInScope: boolean
  /** Disabled, soft-deleted or out of scope: Entra's IsSoftDeleted. */
  isSoftDeleted: boolean
}

/** Assigned directly, or as a direct member of an assigned group. */
export function isAssigned({ tenant, settings }: CycleContext, id: string, ordinal: number): boolean {
  const { scope } = settings
  if (scope === 'all') return true
  if (scope.users?.some((one) => one.toLowerCase() === id) === true) return true
  return (scope.groups ?? []).some(
    (groupId) => tenant.store.groups.liveEntry(groupId)?.membership.has(id, ordinal) === true,
  )
}

/** Undefined for an id that no person ever had. */
export function judgePerson(context: CycleContext, id: string): JudgedPerson | undefined {
  const { users } = context.tenant.store
  const ordinal = users.ordinalOf(id)
  if (ordinal === undefined) return undefined
  const user = users.recordAt(ordinal)
  const presence = users.presenceAt(ordinal)
  const isInScope = isAssigned(context, user.id, ordinal)
  const isSoftDeleted = !isInScope || presence !== 'live' || user.accountEnabled === false
  const subject: LogSubject = { kind: 'user', id: user.id, name: user.userPrincipalName }
  return { subject, user, ordinal, presence, isInScope, isSoftDeleted }
}

export function logSkip({ log, counts }: CycleContext, subject: LogSubject, detail: string): void {
  counts.skipped++
  log.add({
    action: 'skip',
    subject,
    request: null,
    status: null,
    outcome: 'skipped',
    detail,
    durationMs: 0,
  })
}
