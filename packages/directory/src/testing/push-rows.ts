import type { Database, Prisma } from '@rollcall/db'
import {
  foldCase,
  readResource,
  toWeakEtag,
  toWire,
  type ResourceType,
  type ScimResource,
} from '@rollcall/scim'
import { DEFAULT_MIRRORING } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import type { Context } from '../context.ts'
import { toMatchKeys } from '../provisioning/match-keys.ts'
import type { ScimCall, ScimRules, StoredResource } from '../provisioning/provider-call.ts'
import { makeConnection } from './make-rows.ts'

/** Rules of a connection that is pushed, as it was just created. */
export function testRules(connectionId: string, changes: Partial<ScimRules> = {}): ScimRules {
  return {
    connectionId,
    displayName: 'Contoso',
    version: 1,
    defaultRole: 'member',
    leaverPolicy: 'keep',
    leaverGraceDays: 14,
    guard: { maxPeople: 10, maxPercent: 5 },
    refreshClaimed: false,
    autoLinkClaimed: false,
    mirroring: DEFAULT_MIRRORING,
    sandbox: false,
    ...changes,
  }
}

export function makeScimConnection(
  db: Database,
  values: Omit<Prisma.ConnectionUncheckedCreateInput, 'id' | 'displayName'> = {},
): Promise<string> {
  return makeConnection(db, { kind: 'scim', ...values })
}

/** A verb of the service provider called by a client of the connection. */
export function callAs<Input>(ctx: Context, rules: ScimRules, input: Input): ScimCall<Input> {
  const actor = { kind: 'scim', id: uuidv7(), name: 'Contoso' } as const
  return { ctx: { ...ctx, actor }, rules, requestId: ctx.newId(), input }
}

export interface MadePerson {
  /** Of the resource, of the mirror's row, and of the user here. */
  readonly id: string
  readonly userId: string
}

/** People who were pushed, with their row in the mirror and linked to a user, past the verbs and in three statements. */
export async function makePushedPeople(
  db: Database,
  connectionId: string,
  bodies: readonly object[],
): Promise<MadePerson[]> {
  const people = bodies.map((body) => ({
    id: uuidv7(),
    userId: uuidv7(),
    document: readResource(body, 'User'),
  }))
  await db.client.user.createMany({
    data: people.map(({ userId, document }) => ({ id: userId, name: nameOf(document) })),
  })
  await db.client.scimUser.createMany({
    data: people.map(({ id, document }) => ({
      id,
      connectionId,
      userNameKey: foldCase(nameOf(document)),
      externalId: toText(document['externalId']),
      matchKeys: toMatchKeys(document),
      document: JSON.parse(JSON.stringify(document)),
    })),
  })
  await db.client.entraIdentity.createMany({
    data: people.map(({ id, userId, document }) => ({
      id,
      connectionId,
      objectId: id,
      userId,
      displayName: nameOf(document),
      accountEnabled: true,
      userType: 'member',
      contentHash: new Uint8Array([1]),
    })),
  })
  return people.map(({ id, userId }) => ({ id, userId }))
}

/** A resource as its client would get it from `collection`. */
export function asSent(stored: StoredResource, resourceType: ResourceType, collection: string): ScimResource {
  return toWire(stored.document, {
    resourceType,
    id: stored.id,
    created: stored.created,
    lastModified: stored.lastModified,
    location: `${collection}/${stored.id}`,
    version: toWeakEtag(stored.version),
  })
}

function nameOf(document: ScimResource): string {
  return toText(document['userName']) ?? ''
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
