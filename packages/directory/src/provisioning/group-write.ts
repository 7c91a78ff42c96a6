import {
  isSerializationFailure,
  isTooLongForIndex,
  isUniqueViolation,
  type GroupDocument,
} from '@rollcall/db'
import { foldCase, invalidValue, ScimError, type ScimResource } from '@rollcall/scim'
import type { ScimCall } from './provider-call.ts'
import { isResourceId } from './resource-id.ts'

/** What every write of a group says; sandboxes write no events. */
export function toGroupWrite({ ctx, rules, requestId }: ScimCall<unknown>, id: string) {
  return {
    id,
    connectionId: rules.connectionId,
    at: ctx.now(),
    actor: ctx.actor,
    requestId,
    logged: !rules.sandbox,
  }
}

/** A group's document as its row holds it. */
export function toGroupDocument(document: ScimResource): GroupDocument {
  const name = document['displayName']
  const displayName = typeof name === 'string' ? name : ''
  const externalId = document['externalId']
  return {
    document,
    displayName,
    displayNameKey: foldCase(displayName),
    externalId: typeof externalId === 'string' ? externalId : null,
  }
}

/** Ids of new members in the form of ids, which anyone of the connection has. */
export function requireMemberIds(ids: readonly string[]): readonly string[] {
  if (ids.every(isResourceId)) return ids
  throw unknownMember()
}

export function unknownMember(): ScimError {
  return invalidValue('One of the members is no User of this connection. Create the User first, then add it.')
}

export function unknownGroup(): ScimError {
  return new ScimError(404, null, 'There is no Group with this id.')
}

const ATTEMPTS = 4

/** Runs a statement again that lost against another one, and tells the client what the database refused. */
export async function writeGroupRow<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write()
    } catch (error) {
      if (isUniqueViolation(error, 'scim_groups_connection_id_display_name_key_key'))
        throw new ScimError(409, 'uniqueness', 'Another Group of this connection has this displayName.')
      if (isTooLongForIndex(error))
        throw invalidValue('displayName and externalId of a Group have at most about 2,600 characters.')
      if (attempt === ATTEMPTS || !isSerializationFailure(error)) throw error
    }
  }
}
