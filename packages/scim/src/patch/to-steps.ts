import { SCHEMAS } from '../schema/schemas.ts'
import { writableAttributes, type AttributePath, type SchemaPart } from '../attribute-path.ts'
import type { Filter } from '../filter/filter.ts'
import { findPath, parsePath } from '../parse-path.ts'
import { isObject, type ResourceType } from '../resource.ts'
import { invalidValue, noTarget } from '../scim-error.ts'
import { ENTERPRISE_URN } from '../urns.ts'
import type { PatchOperation } from './read-patch.ts'

/** An operation on one attribute. */
export interface Step {
  readonly op: PatchOperation['op']
  readonly path: AttributePath
  readonly filter: Filter | null
  readonly value: unknown
  /** The attribute was a key of the value. A client that sends a whole resource names more than it means to change. */
  readonly named: 'by-path' | 'by-key'
}

/** Throws `invalidPath`, `noTarget`, or `invalidValue` when a value without a path is no object. */
export function toSteps(operation: PatchOperation, type: ResourceType): Step[] {
  const { op, value } = operation
  const path = operation.path === null ? null : parsePath(operation.path, type)
  if (path?.kind === 'attribute')
    return [{ op, path: path.path, filter: path.filter, value, named: 'by-path' }]
  return path === null ? stepsOfKeys(operation, type) : stepsOfSchema(operation, type, path.schema)
}

function stepsOfKeys(operation: PatchOperation, type: ResourceType): Step[] {
  if (operation.op === 'remove') throw noTarget('A remove needs a path that says what to remove.')
  const value: unknown = lone(operation.value)
  if (!isObject(value)) throw invalidValue('A value without a path must be an object of attributes.')
  return Object.entries(value).flatMap(([key, entry]) => stepsOfKey(operation.op, key, entry, type))
}

/** Attributes nobody knows are left out, as they are from a whole resource. */
function stepsOfKey(op: Step['op'], key: string, value: unknown, type: ResourceType): Step[] {
  const path = findPath(key, type)
  if (!path) return []
  return path.kind === 'attribute'
    ? [{ op, path: path.path, filter: path.filter, value, named: 'by-key' }]
    : stepsOfSchema({ op, path: key, value }, type, path.schema)
}

/** A URN alone, with the attributes of that schema as its value. Null or a remove clears the extension. */
function stepsOfSchema(operation: PatchOperation, type: ResourceType, schema: SchemaPart): Step[] {
  const { op } = operation
  const value: unknown = lone(operation.value)
  if (op === 'remove' || value === null) {
    if (schema === 'core') throw noTarget('A resource cannot be cleared as a whole. Name what to remove.')
    return writableAttributes(type)
      .filter((path) => path.schema === schema)
      .map((path) => ({ op: 'remove', path, filter: null, value: undefined, named: 'by-path' }))
  }
  if (!isObject(value)) throw invalidValue(`The value of ${operation.path} must be an object of attributes.`)
  const urn = schema === 'enterprise' ? ENTERPRISE_URN : SCHEMAS[type].id
  return Object.entries(value).flatMap(([key, entry]) => {
    const path = findPath(`${urn}:${key}`, type)
    return path?.kind === 'attribute'
      ? [{ op, path: path.path, filter: path.filter, value: entry, named: 'by-key' as const }]
      : []
  })
}

function lone(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}
