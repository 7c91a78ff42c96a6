import type { JsonObject, JsonValue } from '../json-value.ts'
import type { Dialect } from './settings.ts'
import { parseTargetPath } from './target-path.ts'
import type { AttributeChange } from './wire-resource.ts'

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

function patchBody(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: [...operations] }
}

/** Capitalised operations, one per attribute, booleans as text. */
function legacyOperation({ target, value, isNew }: AttributeChange): JsonObject {
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : value
  return { op: isNew ? 'Add' : 'Replace', path: target, value: text }
}

function compliantOperation({ target, value, isNew }: AttributeChange): JsonObject {
  return { op: isNew ? 'add' : 'replace', path: target, value }
}

/** Paths with a filter get an operation each; the rest, when there are several, one without path. */
function compliantOperations(changes: readonly AttributeChange[]): JsonObject[] {
  const filtered = changes.filter(({ target }) => parseTargetPath(target)?.element !== undefined)
  const plain = changes.filter(({ target }) => parseTargetPath(target)?.element === undefined)
  const value = Object.fromEntries(plain.map((change) => [change.target, change.value]))
  const rest = plain.length > 1 ? [{ op: 'replace', value }] : plain.map(compliantOperation)
  return [...filtered.map(compliantOperation), ...rest]
}

/** Body of a PATCH that changes attributes. */
export function attributePatch(dialect: Dialect, changes: readonly AttributeChange[]): JsonObject {
  return patchBody(dialect === 'legacy' ? changes.map(legacyOperation) : compliantOperations(changes))
}

/** Body of a PATCH that adds members, given as ids of the target. */
export function addMembersPatch(dialect: Dialect, ids: readonly string[]): JsonObject {
  const isLegacy = dialect === 'legacy'
  const value = ids.map((id): JsonObject => (isLegacy ? { $ref: null, value: id } : { value: id }))
  return patchBody([{ op: isLegacy ? 'Add' : 'add', path: 'members', value }])
}

/** Body of a PATCH that removes members: a value array, or one operation with a filter for each. */
export function removeMembersPatch(dialect: Dialect, ids: readonly string[]): JsonObject {
  if (dialect === 'legacy') {
    const value = ids.map((id): JsonObject => ({ $ref: null, value: id }))
    return patchBody([{ op: 'Remove', path: 'members', value }])
  }
  return patchBody(ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` })))
}

/** The manager as the target has and should have them, by the target's ids. */
export type ManagerChange = { path: string; before: string | undefined; after: string | null }

/** Body of a PATCH that sets, changes or clears (`after` null) the manager. */
export function managerPatch(dialect: Dialect, { path, before, after }: ManagerChange): JsonObject {
  const isLegacy = dialect === 'legacy'
  const op = before === undefined ? 'Add' : 'Replace'
  const value: JsonValue = after === null ? '' : isLegacy ? [{ $ref: null, value: after }] : after
  return patchBody([{ op: isLegacy ? op : op.toLowerCase(), path, value }])
}
