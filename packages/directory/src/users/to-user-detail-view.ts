import type { Prisma } from '@rollcall/db'
import { type DirectoryRecordView, type UserDetailView, userDetailView } from '@rollcall/vocabulary'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import { toEntraId } from './to-entra-id.ts'
import { REALM_REF_SELECT, toEntraIdOf } from './to-user-view.ts'

const IDENTITY_SELECT = {
  id: true,
  connectionId: true,
  connection: { select: { displayName: true, kind: true } },
  objectId: true,
  externalId: true,
  displayName: true,
  givenName: true,
  surname: true,
  mail: true,
  userPrincipalName: true,
  jobTitle: true,
  department: true,
  employeeId: true,
  companyName: true,
  officeLocation: true,
  accountEnabled: true,
  userType: true,
  syncedAt: true,
  leftAt: true,
} as const satisfies Prisma.EntraIdentitySelect

const MEMBERSHIP_SELECT = {
  origin: true,
  realm: { select: REALM_REF_SELECT },
  mapping: {
    select: {
      connectionId: true,
      connection: { select: { displayName: true } },
      groupObjectId: true,
      groupName: true,
    },
  },
} as const satisfies Prisma.RealmMembershipSelect

/** Columns that the page of one person shows. No token, key or password hash is among them. */
export const USER_DETAIL_SELECT = {
  id: true,
  did: true,
  name: true,
  givenName: true,
  surname: true,
  email: true,
  jobTitle: true,
  department: true,
  employeeId: true,
  description: true,
  role: true,
  status: true,
  disabledBy: true,
  disabledRunId: true,
  disabledAt: true,
  editedFields: true,
  claimedAt: true,
  registeredAt: true,
  leftAt: true,
  createdAt: true,
  updatedAt: true,
  identities: { select: IDENTITY_SELECT, orderBy: { id: 'asc' } },
  memberships: { select: MEMBERSHIP_SELECT },
  password: { select: { userId: true } },
} as const satisfies Prisma.UserSelect

export type UserDetailRow = Prisma.UserGetPayload<{ select: typeof USER_DETAIL_SELECT }>
export type IdentityRow = UserDetailRow['identities'][number]

/** What the person's row alone does not hold. */
export interface UserDetailFacts {
  /** Groups of each identity, by identity id. */
  groups: ReadonlyMap<string, { id: string; name: string }[]>
  disabledReason: string | null
}

export function toUserDetailView(row: UserDetailRow, facts: UserDetailFacts): UserDetailView {
  const { id, did, name, givenName, surname, email, jobTitle, department, employeeId, description } = row
  return userDetailView.parse({
    id,
    did,
    name,
    givenName,
    surname,
    email,
    jobTitle,
    department,
    employeeId,
    description,
    role: row.role,
    status: row.status,
    entraId: toEntraIdOf(row.identities),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    registeredAt: row.registeredAt?.toISOString() ?? null,
    leftAt: row.leftAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    realms: toMembershipViews(row.memberships),
    editedFields: row.editedFields,
    directory: row.identities.map((identity) =>
      toDirectoryRecord(identity, facts.groups.get(identity.id) ?? []),
    ),
    disabledReason: facts.disabledReason,
    hasPassword: row.password !== null,
  } satisfies Record<keyof UserDetailView, unknown>)
}

function toDirectoryRecord(
  identity: IdentityRow,
  groups: { id: string; name: string }[],
): Record<keyof DirectoryRecordView, unknown> {
  return {
    identityId: identity.id,
    connectionId: identity.connectionId,
    connectionName: identity.connection.displayName,
    connectionKind: identity.connection.kind,
    entraId: toEntraId(identity),
    externalId: identity.externalId,
    userPrincipalName: identity.userPrincipalName,
    accountEnabled: identity.accountEnabled,
    userType: identity.userType,
    companyName: identity.companyName,
    officeLocation: identity.officeLocation,
    profile: toDirectoryProfile(identity),
    groups,
    syncedAt: identity.syncedAt.toISOString(),
    leftAt: identity.leftAt?.toISOString() ?? null,
  }
}

/** One entry per realm, with every way the person came into it. */
function toMembershipViews(memberships: UserDetailRow['memberships']) {
  const realms = new Map(memberships.map(({ realm }) => [realm.id, realm]))
  const views = [...realms.values()].map((realm) => {
    const ways = memberships.filter((membership) => membership.realm.id === realm.id)
    return {
      ...realm,
      byHand: ways.some((way) => way.origin === 'hand'),
      byMappings: ways.flatMap(toMappedBy),
    }
  })
  return views.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

function toMappedBy({ mapping }: UserDetailRow['memberships'][number]) {
  if (!mapping) return []
  return {
    connectionId: mapping.connectionId,
    connectionName: mapping.connection.displayName,
    groupId: mapping.groupObjectId,
    groupName: mapping.groupName,
  }
}
