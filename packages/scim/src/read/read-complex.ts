import { isObject, type ScimComplex, type ScimScalar } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { invalidValue } from '../scim-error.ts'
import { isUnassigned, readScalar } from './read-scalar.ts'

/**
 * What a complex value says: a scalar per sub-attribute that was named, undefined for one to be cleared. Null when the
 * whole is unassigned. A lone scalar counts as the `value`: `manager: "id"`. Throws `invalidValue`.
 */
export function readComplex(
  definition: AttributeDefinition,
  value: unknown,
  label: string,
): Record<string, ScimScalar | undefined> | null {
  const bare = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
  if (isUnassigned(bare)) return null
  if (isObject(bare)) return readParts(definition, bare, label)
  const main = definition.subAttributes.find((sub) => sub.name === 'value')
  if (!main || Array.isArray(bare)) throw invalidValue(`${label} must be an object.`)
  return { value: readScalar(main, bare, label) }
}

/** In canonical order. Unknown names are ignored, and so is what only this service may write. */
function readParts(
  definition: AttributeDefinition,
  object: Readonly<Record<string, unknown>>,
  label: string,
): Record<string, ScimScalar | undefined> {
  const byName = new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]))
  const parts: Record<string, ScimScalar | undefined> = {}
  for (const sub of definition.subAttributes) {
    const name = sub.name.toLowerCase()
    if (sub.mutability !== 'readOnly' && byName.has(name))
      parts[sub.name] = readScalar(sub, byName.get(name), `${label}.${sub.name}`)
  }
  return parts
}

/** Without the cleared parts; undefined when nothing is left. */
export function toComplex(parts: Readonly<Record<string, ScimScalar | undefined>>): ScimComplex | undefined {
  const assigned = Object.entries(parts).filter(([, value]) => value !== undefined)
  return assigned.length === 0 ? undefined : Object.fromEntries(assigned)
}
