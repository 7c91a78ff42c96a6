import type { Database, Prisma } from '@rollcall/db'
import { uuidv7 } from 'uuidv7'

type Created<T> = Omit<Partial<T>, 'id'>

/** A person who has not claimed yet, unless the values say otherwise. Returns the id. */
export async function makeUser(
  db: Database,
  values: Created<Prisma.UserUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7()
  await db.client.user.create({ data: { name: 'Ada Lovelace', ...values, id }, select: { id: true } })
  return id
}

export async function makeConnection(
  db: Database,
  values: Created<Prisma.ConnectionUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7()
  await db.client.connection.create({ data: { displayName: 'Contoso', ...values, id }, select: { id: true } })
  return id
}

type IdentityValues = Created<Prisma.EntraIdentityUncheckedCreateInput> & { connectionId: string }

/** What the directory says about one person; `userId` links them. */
export async function makeIdentity(db: Database, values: IdentityValues): Promise<string> {
  const id = uuidv7()
  const defaults = {
    objectId: id,
    accountEnabled: true,
    userType: 'member',
    contentHash: new Uint8Array([1]),
  }
  await db.client.entraIdentity.create({ data: { ...defaults, ...values, id }, select: { id: true } })
  return id
}

export async function makeRealm(db: Database, name: string): Promise<string> {
  const id = uuidv7()
  const data = {
    id,
    name,
    slug: `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${id.slice(-6)}`,
    color: 'teal',
  }
  await db.client.realm.create({ data, select: { id: true } })
  return id
}

type MappingValues = Created<Prisma.GroupMappingUncheckedCreateInput> & { connectionId: string }

export async function makeMapping(db: Database, values: MappingValues): Promise<string> {
  const id = uuidv7()
  const defaults = { groupObjectId: `group-${id}`, groupName: 'Engineering', mode: 'existing' }
  await db.client.groupMapping.create({ data: { ...defaults, ...values, id }, select: { id: true } })
  return id
}

/** Puts a person into a realm, by hand or by a mapping. */
export async function makeMembership(
  db: Database,
  { realmId, userId, mappingId }: { realmId: string; userId: string; mappingId?: string },
): Promise<void> {
  const origin = mappingId ?? 'hand'
  await db.client.realmMembership.create({ data: { realmId, userId, origin, mappingId: mappingId ?? null } })
}

type RunValues = Created<Prisma.SyncRunUncheckedCreateInput> & { connectionId: string }

export async function makeRun(db: Database, values: RunValues): Promise<string> {
  const id = uuidv7()
  const defaults = {
    status: 'succeeded',
    mode: 'full',
    trigger: 'manual',
    actor: { kind: 'user', id: null, name: 'Grace Hopper' },
    scope: { groups: [], includeNested: false, includeGuests: true },
  }
  await db.client.syncRun.create({ data: { ...defaults, ...values, id }, select: { id: true } })
  return id
}
