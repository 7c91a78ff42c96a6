import { isObject, type ScimScalar } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { invalidValue } from '../scim-error.ts'
import { isStorable } from '../storable-text.ts'

/** Text that is compared in any case stays short, because every comparison folds it. */
export const MAX_TEXT = 4096
/** Certificates and addresses of pictures. */
export const MAX_EXACT_TEXT = 65_536

const WRAPPERS = 3

/**
 * One value as its attribute types it; undefined when unassigned, which null, `[]` and `""` all mean. `label` names the
 * attribute in errors. Text stays as it came; numbers for text become their digits. Throws `invalidValue`.
 */
export function readScalar(
  definition: AttributeDefinition,
  value: unknown,
  label: string,
): ScimScalar | undefined {
  const bare = unwrap(value)
  if (isUnassigned(bare)) return undefined
  if (definition.type === 'boolean') return readFlag(bare, label)
  if (typeof bare === 'number') return String(bare)
  if (typeof bare !== 'string') throw invalidValue(`${label} must be text.`)
  const limit = definition.caseExact ? MAX_EXACT_TEXT : MAX_TEXT
  if (bare.length > limit) throw invalidValue(`${label} has more than ${limit} characters.`)
  if (!isStorable(bare)) throw invalidValue(`${label} contains a character that cannot be stored.`)
  return bare
}

export function isUnassigned(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Entra's older dialect writes booleans as text, and wraps single values: `[{"$ref": null, "value": "x"}]`. */
function unwrap(value: unknown): unknown {
  let bare = value
  for (let depth = 0; depth < WRAPPERS; depth += 1) {
    if (Array.isArray(bare) && bare.length === 1) [bare] = bare
    else if (isObject(bare) && valueKey(bare) !== undefined) bare = bare[valueKey(bare) ?? 'value']
    else break
  }
  return bare
}

function valueKey(object: Readonly<Record<string, unknown>>): string | undefined {
  return ['value', 'Value'].find((key) => Object.hasOwn(object, key))
}

function readFlag(value: unknown, label: string): boolean {
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  if (word === 'true' || word === 'false') return word === 'true'
  throw invalidValue(`${label} must be true or false.`)
}
