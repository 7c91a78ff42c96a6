import type { DirectoryGroup } from '../directory/directory-object.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import type { MappedValue } from './attribute-mapping.ts'
import { readTarget, writeTarget } from './target-path.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const ENTRA_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'

/** Body of `POST /Users`: mapped values, the enterprise schema always named, `meta` and empty `roles` as Entra adds them. */
export function newUserBody(values: readonly MappedValue[]): JsonObject {
  const resource: JsonObject = { schemas: [USER, ENTERPRISE] }
  for (const { target, value } of values) writeTarget(resource, target, value)
  resource['meta'] = { resourceType: 'User' }
  resource['roles'] = []
  return resource
}

/** Body of `POST /Groups`: without members, which follow by PATCH. */
export function newGroupBody({ id, displayName }: DirectoryGroup): JsonObject {
  return { schemas: [GROUP, ENTRA_GROUP], externalId: id, displayName, meta: { resourceType: 'Group' } }
}

/** The default mapping of a group: its name, and its object id as the client's key. */
export function groupValues({ id, displayName }: DirectoryGroup): MappedValue[] {
  return [
    { target: 'displayName', value: displayName },
    { target: 'externalId', value: id },
  ]
}

/** One attribute of the target that is not as the directory says. */
export type AttributeChange = MappedValue & { isNew: boolean }

function isSame(there: JsonValue | undefined, wanted: string | boolean): boolean {
  if (typeof wanted === 'boolean' && typeof there === 'string') return there.toLowerCase() === String(wanted)
  return there === wanted
}

/** What has to change in a target's resource. Attributes without a value in the directory are left alone. */
export function changesBetween(resource: JsonObject, values: readonly MappedValue[]): AttributeChange[] {
  return values.flatMap((mapped) => {
    const there = readTarget(resource, mapped.target)
    if (isSame(there, mapped.value)) return []
    return [{ ...mapped, isNew: there === undefined || there === null || there === '' }]
  })
}
