import type { Database, Prisma } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'

interface PushedUser {
  connectionId: string
  userName: string
  displayName?: string
  externalId?: string
  active?: boolean
  /** The person here. */
  userId?: string
  leftAt?: Date
}

/** A User as its client pushed it, and the mirror's row of it. Returns the id of both. */
export async function makeScimUser(
  db: Database,
  { connectionId, userName, displayName, externalId, active = true, ...mirrored }: PushedUser,
): Promise<string> {
  const id = uuidv7()
  const document = {
    userName,
    active,
    ...(displayName !== undefined && { displayName }),
    ...(externalId !== undefined && { externalId }),
  }
  await db.client.scimUser.create({
    data: { id, connectionId, userNameKey: userName.toLowerCase(), externalId: externalId ?? null, document },
    select: { id: true },
  })
  await db.client.entraIdentity.create({
    data: {
      id,
      connectionId,
      objectId: id,
      externalId: externalId ?? null,
      displayName: displayName ?? null,
      userPrincipalName: userName,
      accountEnabled: active,
      userType: 'member',
      contentHash: new Uint8Array([1]),
      ...mirrored,
    },
    select: { id: true },
  })
  return id
}

interface PushedGroup {
  connectionId: string
  displayName: string
  externalId?: string
  /** Ids of Users, in the order in which they joined. */
  members?: readonly string[]
}

/** A Group as its client pushed it, and the mirror's row of it. Returns the id of both. */
export async function makeScimGroup(
  db: Database,
  { connectionId, displayName, externalId, members = [] }: PushedGroup,
): Promise<string> {
  const id = uuidv7()
  await db.client.scimGroup.create({
    data: {
      id,
      connectionId,
      displayNameKey: displayName.toLowerCase(),
      externalId: externalId ?? null,
      document: { displayName, ...(externalId !== undefined && { externalId }) },
    },
    select: { id: true },
  })
  await db.client.entraGroup.create({
    data: {
      id,
      connectionId,
      objectId: id,
      displayName,
      kind: 'security',
      contentHash: new Uint8Array([1]),
    },
    select: { id: true },
  })
  for (const member of members) {
    await db.client.entraGroupMember.create({
      data: { connectionId, groupObjectId: id, memberObjectId: member, memberKind: 'user' },
    })
  }
  return id
}

type RequestValues = Omit<Partial<Prisma.ScimRequestUncheckedCreateInput>, 'id'> & { connectionId: string }

/** A request in the log; a `GET` that found something unless the values say otherwise. Returns the id. */
export async function makeScimRequest(db: Database, values: RequestValues): Promise<string> {
  const id = uuidv7()
  const defaults = {
    at: new Date('2026-11-21T11:00:00Z'),
    method: 'GET',
    path: '/Users',
    status: 200,
    outcome: 'answered',
    durationMs: 1.5,
  }
  await db.client.scimRequest.create({ data: { ...defaults, ...values, id }, select: { id: true } })
  return id
}
