import type { Prisma, Tx } from '@rollcall/db'
import { profileField, role, userStatus } from '@rollcall/vocabulary'
import * as z from 'zod'
import { notFound } from '../errors.ts'
import { toDirectoryProfile } from '../matching/directory-profile.ts'
import type { HeldRealm } from './plan-realm-edit.ts'
import type { EditedPerson } from './plan-user-edit.ts'

const SELECT = {
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
  registeredAt: true,
  editedFields: true,
  identities: {
    orderBy: { id: 'asc' },
    select: {
      objectId: true,
      displayName: true,
      givenName: true,
      surname: true,
      mail: true,
      userPrincipalName: true,
      jobTitle: true,
      department: true,
      employeeId: true,
      leftAt: true,
    },
  },
  memberships: { select: { realmId: true, origin: true, realm: { select: { name: true } } } },
} as const satisfies Prisma.UserSelect

type Row = Prisma.UserGetPayload<{ select: typeof SELECT }>

export interface EditablePerson {
  readonly person: EditedPerson
  readonly realms: readonly HeldRealm[]
}

/** The person as an edit sees them, read inside the edit's transaction. */
export async function readEditedPerson(tx: Tx, id: string): Promise<EditablePerson> {
  const row = await tx.user.findUnique({ where: { id }, select: SELECT })
  if (!row) throw notFound('person')
  return { person: toEditedPerson(row), realms: toHeldRealms(row) }
}

function toEditedPerson(row: Row): EditedPerson {
  const { name, givenName, surname, email, jobTitle, department, employeeId } = row
  const record = row.identities.find((identity) => identity.leftAt === null) ?? row.identities[0]
  return {
    profile: { name, givenName, surname, email, jobTitle, department, employeeId },
    description: row.description,
    role: role.parse(row.role),
    status: userStatus.parse(row.status),
    registered: row.registeredAt !== null,
    editedFields: z.array(profileField).parse(row.editedFields),
    directory: record ? toDirectoryProfile(record) : null,
  }
}

function toHeldRealms(row: Row): HeldRealm[] {
  const names = new Map(row.memberships.map((one) => [one.realmId, one.realm.name]))
  const byHand = new Set(row.memberships.filter((one) => one.origin === 'hand').map((one) => one.realmId))
  return [...names].map(([realmId, name]) => ({ realmId, name, byHand: byHand.has(realmId) }))
}
