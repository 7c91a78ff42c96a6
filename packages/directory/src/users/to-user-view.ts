import type { Prisma } from '@rollcall/db'
import { type UserView, userView } from '@rollcall/vocabulary'
import { type HeldBy, toEntraId } from './to-entra-id.ts'

export const REALM_REF_SELECT = { id: true, name: true, slug: true, color: true } as const

/** Columns of a person that lists show. Realms and directory records come in one statement each for a whole page. */
export const USER_SELECT = {
  id: true,
  did: true,
  name: true,
  email: true,
  role: true,
  status: true,
  description: true,
  claimedAt: true,
  registeredAt: true,
  jobTitle: true,
  department: true,
  leftAt: true,
  createdAt: true,
  updatedAt: true,
  identities: {
    select: { objectId: true, externalId: true, leftAt: true, connection: { select: { kind: true } } },
    orderBy: { id: 'asc' },
  },
  memberships: { select: { origin: true, realm: { select: REALM_REF_SELECT } } },
} as const satisfies Prisma.UserSelect

export type UserRow = Prisma.UserGetPayload<{ select: typeof USER_SELECT }>

export function toUserView(row: UserRow): UserView {
  return userView.parse({
    id: row.id,
    did: row.did,
    name: row.name,
    email: row.email,
    role: row.role,
    status: row.status,
    description: row.description,
    entraId: toEntraIdOf(row.identities),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    registeredAt: row.registeredAt?.toISOString() ?? null,
    jobTitle: row.jobTitle,
    department: row.department,
    leftAt: row.leftAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    realms: toRealms(row.memberships),
  })
}

/** Of the records with an Entra id, the one that still holds the person, else the oldest that did. */
export function toEntraIdOf(
  identities: readonly (HeldBy & { readonly leftAt: Date | null })[],
): string | null {
  const known = identities.filter((identity) => toEntraId(identity) !== null)
  const record = known.find((identity) => identity.leftAt === null) ?? known[0]
  return record ? toEntraId(record) : null
}

/** Someone who came into a realm in two ways is in it once. */
function toRealms(memberships: UserRow['memberships']) {
  const realms = new Map(memberships.map(({ realm }) => [realm.id, realm]))
  return [...realms.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
