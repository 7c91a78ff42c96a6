import { isObject, type ScimComplex, type ScimScalar } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { invalidValue } from '../scim-error.ts'
import { readComplex, toComplex } from './read-complex.ts'
import { isUnassigned, readScalar } from './read-scalar.ts'

/** More of one kind than a person has; a bound on what a comparison with all of them costs. */
export const MAX_ELEMENTS = 200

/** The elements of a list, from an array, a single object, or bare values. Throws `invalidValue`. */
export function readElements(definition: AttributeDefinition, value: unknown): ScimComplex[] {
  const items: readonly unknown[] = isUnassigned(value) ? [] : Array.isArray(value) ? value : [value]
  const elements = items
    .map((item) => readElement(definition, item))
    .filter((element) => element !== undefined)
  checkElements(definition, elements)
  return elements
}

/** Undefined for an element without content, which is none: only a type, or only the mark of the preferred one. */
export function readElement(definition: AttributeDefinition, value: unknown): ScimComplex | undefined {
  const element = toComplex(readElementParts(definition, value) ?? {})
  return element && !isBare(element) ? element : undefined
}

/** Like `readComplex`, and opens the objects that Entra's older dialect puts into the text of a role. */
export function readElementParts(
  definition: AttributeDefinition,
  value: unknown,
): Record<string, ScimScalar | undefined> | null {
  const parts = readComplex(definition, value, definition.name)
  return parts && definition.name === 'roles' ? { ...parts, ...openRole(definition, parts['value']) } : parts
}

/** A role's `{"value": …, "displayName": …}` that came as text; nothing for any other text. */
function openRole(
  definition: AttributeDefinition,
  value: ScimScalar | undefined,
): Record<string, ScimScalar | undefined> {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return {}
  const role = parseObject(value)
  if (!role || typeof role['value'] !== 'string' || role['value'] === '') return {}
  const parts: Record<string, ScimScalar | undefined> = {}
  for (const sub of definition.subAttributes) {
    const part = sub.name === 'display' ? (role['display'] ?? role['displayName']) : role[sub.name]
    if (!isUnassigned(part)) parts[sub.name] = readScalar(sub, part, `${definition.name}.${sub.name}`)
  }
  return parts
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

export function isBare(element: ScimComplex): boolean {
  return Object.keys(element).every((name) => name === 'type' || name === 'primary')
}

/** Throws `invalidValue` when there are too many, or more than one is preferred. */
export function checkElements(definition: AttributeDefinition, elements: readonly ScimComplex[]): void {
  if (elements.length > MAX_ELEMENTS)
    throw invalidValue(`${definition.name} holds at most ${MAX_ELEMENTS} values.`)
  if (elements.filter((element) => element['primary'] === true).length > 1)
    throw invalidValue(`Only one of the ${definition.name} can be primary.`)
}
