import {
  cleanText,
  type EntraId,
  type GroupKind,
  type SourceGroup,
  type SourceMember,
  type SourceUser,
  type Unreadable,
} from '@rollcall/vocabulary'
import { firstIssue, wireGroup, wireMember, wireUser, type WireGroup, type WireUser } from './wire.ts'

export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly item: Unreadable }

/** A soft-deleted person's name is prefixed with their object id without dashes; the name is what follows. */
export function cleanPrincipalName(value: string | null | undefined, id: EntraId): string | null {
  const name = cleanText(value)
  const prefix = id.replaceAll('-', '')
  if (!name || prefix.length !== 32 || !name.toLowerCase().startsWith(prefix.toLowerCase())) return name
  return cleanText(name.slice(prefix.length))
}

/** Invited people carry #EXT# in their name; very old objects have no type and are members. */
export function toUserType(wire: Pick<WireUser, 'userType' | 'userPrincipalName'>): SourceUser['userType'] {
  if (wire.userType) return wire.userType.toLowerCase() === 'guest' ? 'guest' : 'member'
  return wire.userPrincipalName?.toUpperCase().includes('#EXT#') ? 'guest' : 'member'
}

/** Graph withholds an object it may not show by leaving the id and making everything else null. */
function isWithheld(wire: WireUser): boolean {
  if (typeof wire.accountEnabled === 'boolean') return false
  return Object.entries(wire).every(([name, value]) => name === 'id' || value === null || value === undefined)
}

export function unreadable(objectId: string | null, why: string): Reading<never> {
  return { kind: 'unreadable', item: { objectId, why } }
}

function idOf(item: unknown): string | null {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null
  return typeof id === 'string' && id !== '' ? id.slice(0, 128) : null
}

export function misshapen(item: unknown, problem: string): Reading<never> {
  return unreadable(idOf(item), `Microsoft described this object in a way we do not understand (${problem}).`)
}

export const WITHHELD =
  'Microsoft withheld every detail of this person. Grant User.Read.All with admin consent.'
export const NOT_SAID_ENABLED =
  'Microsoft did not say whether this account is enabled. Grant User.Read.All with admin consent.'

/**
 * One person. `accountEnabled: null` means Microsoft would not say, and nobody is made active or blocked on a guess;
 * the property is absent only where a service leaves out what was asked for, and then the account counts as enabled.
 */
export function toSourceUser(item: unknown): Reading<SourceUser> {
  const parsed = wireUser.safeParse(item)
  if (!parsed.success) return misshapen(item, firstIssue(parsed.error))
  const wire = parsed.data
  if (isWithheld(wire)) {
    return unreadable(wire.id, WITHHELD)
  }
  if (wire.accountEnabled === null) {
    return unreadable(wire.id, NOT_SAID_ENABLED)
  }
  return {
    kind: 'read',
    value: {
      objectId: wire.id,
      displayName: cleanText(wire.displayName),
      givenName: cleanText(wire.givenName),
      surname: cleanText(wire.surname),
      mail: cleanText(wire.mail),
      userPrincipalName: cleanPrincipalName(wire.userPrincipalName, wire.id),
      jobTitle: cleanText(wire.jobTitle),
      department: cleanText(wire.department),
      employeeId: cleanText(wire.employeeId),
      companyName: cleanText(wire.companyName),
      officeLocation: cleanText(wire.officeLocation),
      accountEnabled: wire.accountEnabled ?? true,
      userType: toUserType(wire),
    },
  }
}

export function toGroupKind(
  wire: Pick<WireGroup, 'groupTypes' | 'mailEnabled' | 'securityEnabled'>,
): GroupKind {
  if (wire.groupTypes?.includes('Unified')) return 'microsoft365'
  if (wire.mailEnabled) return wire.securityEnabled ? 'mail_security' : 'distribution'
  return 'security'
}

export function toSourceGroup(item: unknown): Reading<SourceGroup> {
  const parsed = wireGroup.safeParse(item)
  if (!parsed.success) return misshapen(item, firstIssue(parsed.error))
  const wire = parsed.data
  return {
    kind: 'read',
    value: {
      objectId: wire.id,
      displayName: cleanText(wire.displayName) ?? wire.id,
      description: cleanText(wire.description),
      kind: toGroupKind(wire),
      dynamic: wire.groupTypes?.includes('DynamicMembership') ?? false,
      hiddenMembership: wire.visibility === 'HiddenMembership',
    },
  }
}

/** Members come mixed and name their type; without a type, only a sign-in name proves a person. */
export function toSourceMember(item: unknown): Reading<SourceMember> {
  const parsed = wireMember.safeParse(item)
  if (!parsed.success) return misshapen(item, firstIssue(parsed.error))
  const { id, displayName, userPrincipalName, '@odata.type': type } = parsed.data
  if (type === '#microsoft.graph.group') {
    return { kind: 'read', value: { kind: 'group', objectId: id, displayName: cleanText(displayName) } }
  }
  if (type === '#microsoft.graph.user' || (!type && userPrincipalName)) {
    const user = toSourceUser(item)
    return user.kind === 'read' ? { kind: 'read', value: { kind: 'user', user: user.value } } : user
  }
  if (!type) return unreadable(id, 'Microsoft did not say what kind of member this is.')
  return { kind: 'read', value: { kind: 'other', objectId: id } }
}

/** Splits a page into what was understood and what was not; nothing is dropped. */
export function sortReadings<T>(
  items: readonly unknown[],
  read: (item: unknown) => Reading<T>,
): { items: T[]; unreadable: Unreadable[] } {
  return splitReadings(items.map((item) => read(item)))
}

export function splitReadings<T>(readings: readonly Reading<T>[]): {
  items: T[]
  unreadable: Unreadable[]
} {
  const understood: T[] = []
  const left: Unreadable[] = []
  for (const reading of readings) {
    if (reading.kind === 'read') understood.push(reading.value)
    else left.push(reading.item)
  }
  return { items: understood, unreadable: left }
}
