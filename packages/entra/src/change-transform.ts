import {
  cleanText,
  type GroupChange,
  type GroupKind,
  type MemberChange,
  type SourceGroup,
  type SourceUser,
  type UserChange,
} from '@rollcall/vocabulary'
import {
  cleanPrincipalName,
  misshapen,
  NOT_SAID_ENABLED,
  toGroupKind,
  toUserType,
  unreadable,
  WITHHELD,
  type Reading,
} from './transform.ts'
import {
  wireGroupChange,
  wireMemberChange,
  wireUserChange,
  type WireGroupChange,
  type WireUserChange,
} from './wire-changes.ts'
import { firstIssue } from './wire.ts'

type Mentioned<T> = { -readonly [Name in keyof T]?: T[Name] }
type UserFields = Mentioned<Omit<SourceUser, 'objectId'>>
type GroupFields = Mentioned<Omit<SourceGroup, 'objectId'>>

const USER_TEXT = [
  'displayName',
  'givenName',
  'surname',
  'mail',
  'jobTitle',
  'department',
  'employeeId',
  'companyName',
  'officeLocation',
] as const

/** Nobody's sign-in name can be cleared, so an item in which it is null, with all else, was withheld. */
function isWithheld(wire: WireUserChange): boolean {
  if (wire.userPrincipalName !== null) return false
  return Object.entries(wire).every(([name, value]) => name === 'id' || value === null || value === undefined)
}

/**
 * A type is only concluded from the sign-in name where Microsoft said there is none, or described the whole person
 * without one. When part of a person changes, silence about the type means that it is as it was.
 */
function mentionedType(wire: WireUserChange): SourceUser['userType'] | undefined {
  if (wire.userType) return toUserType(wire)
  if (!wire.userPrincipalName) return undefined
  const isWhole = typeof wire.accountEnabled === 'boolean' && Boolean(wire.displayName)
  return wire.userType === null || isWhole ? toUserType(wire) : undefined
}

function toUserFields(wire: WireUserChange): UserFields {
  const fields: UserFields = {}
  for (const name of USER_TEXT) if (wire[name] !== undefined) fields[name] = cleanText(wire[name])
  if (wire.userPrincipalName !== undefined) {
    fields.userPrincipalName = cleanPrincipalName(wire.userPrincipalName, wire.id)
  }
  if (typeof wire.accountEnabled === 'boolean') fields.accountEnabled = wire.accountEnabled
  const userType = mentionedType(wire)
  if (userType) fields.userType = userType
  return fields
}

export function toUserChange(item: unknown): Reading<UserChange> {
  const parsed = wireUserChange.safeParse(item)
  if (!parsed.success) return misshapen(item, firstIssue(parsed.error))
  const wire = parsed.data
  const removed = wire['@removed']
  if (removed) {
    return {
      kind: 'read',
      value: { kind: 'removed', objectId: wire.id, permanently: removed.reason === 'deleted' },
    }
  }
  if (isWithheld(wire)) return unreadable(wire.id, WITHHELD)
  if (wire.accountEnabled === null) return unreadable(wire.id, NOT_SAID_ENABLED)
  return { kind: 'read', value: { kind: 'changed', objectId: wire.id, fields: toUserFields(wire) } }
}

/** The kind follows from three properties; it is left out unless those that decide it were mentioned. */
function mentionedKind(wire: WireGroupChange): GroupKind | undefined {
  const { groupTypes, mailEnabled, securityEnabled } = wire
  if (groupTypes === undefined) return undefined
  if (groupTypes?.includes('Unified')) return 'microsoft365'
  if (typeof mailEnabled !== 'boolean') return undefined
  if (mailEnabled && typeof securityEnabled !== 'boolean') return undefined
  return toGroupKind(wire)
}

function toGroupFields(wire: WireGroupChange): GroupFields {
  const fields: GroupFields = {}
  if (wire.displayName !== undefined) fields.displayName = cleanText(wire.displayName) ?? wire.id
  if (wire.description !== undefined) fields.description = cleanText(wire.description)
  if (wire.groupTypes !== undefined) fields.dynamic = wire.groupTypes?.includes('DynamicMembership') ?? false
  if (wire.visibility !== undefined) fields.hiddenMembership = wire.visibility === 'HiddenMembership'
  const kind = mentionedKind(wire)
  if (kind) fields.kind = kind
  return fields
}

function toMemberChange(item: unknown): MemberChange | null {
  const wire = wireMemberChange.safeParse(item).data
  if (!wire) return null
  const kind = MEMBER_KINDS[wire['@odata.type']] ?? 'other'
  return { objectId: wire.id, kind, removed: Boolean(wire['@removed']) }
}

const MEMBER_KINDS: Readonly<Record<string, MemberChange['kind']>> = {
  '#microsoft.graph.user': 'user',
  '#microsoft.graph.group': 'group',
}

/** One group; beside it, when some of its members cannot be read, a word about those, so that the others still count. */
export function toGroupChange(item: unknown): readonly Reading<GroupChange>[] {
  const parsed = wireGroupChange.safeParse(item)
  if (!parsed.success) return [misshapen(item, firstIssue(parsed.error))]
  const wire = parsed.data
  const removed = wire['@removed']
  if (removed) {
    const permanently = removed.reason === 'deleted'
    return [{ kind: 'read', value: { kind: 'removed', objectId: wire.id, permanently } }]
  }
  const listed = (wire['members@delta'] ?? []).map(toMemberChange)
  const members = listed.filter((member) => member !== null)
  const change: GroupChange = { kind: 'changed', objectId: wire.id, fields: toGroupFields(wire), members }
  const lost = listed.length - members.length
  if (lost === 0) return [{ kind: 'read', value: change }]
  const why = `Microsoft described ${lost} changed members of this group in a way we do not understand.`
  return [{ kind: 'read', value: change }, unreadable(wire.id, why)]
}
