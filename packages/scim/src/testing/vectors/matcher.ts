import { isObject } from '../../resource.ts'
import { sameValue } from '../../same-value.ts'

/** Whether a value is what a vector expects: a literal, or an object with one key that begins with `$`. */
export function matches(actual: unknown, expected: unknown): boolean {
  const [name, argument] = matcherOf(expected) ?? []
  if (name === undefined) return sameValue(actual, expected)
  switch (name) {
    case '$regex':
      return typeof actual === 'string' && new RegExp(String(argument), 'u').test(actual)
    case '$type':
      return typeOf(actual) === argument
    case '$len':
      return lengthOf(actual) === argument
    case '$contains':
      return typeof actual === 'string'
        ? actual.includes(String(argument))
        : Array.isArray(actual) && actual.some((item) => includes(item, argument))
    case '$oneOf':
      return Array.isArray(argument) && argument.some((value) => sameValue(actual, value))
    case '$gte':
      return typeof actual === 'number' && actual >= Number(argument)
    case '$ne':
      return !sameValue(actual, argument)
    case '$blank':
      return actual === undefined || actual === null || actual === ''
    default:
      throw new Error(`The vectors use ${name}, which is no matcher.`)
  }
}

function matcherOf(expected: unknown): [string, unknown] | null {
  if (!isObject(expected)) return null
  const [entry, ...rest] = Object.entries(expected)
  return entry && rest.length === 0 && entry[0].startsWith('$') && entry[0] !== '$ref' ? entry : null
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}

function lengthOf(value: unknown): number | null {
  if (value === undefined || value === null) return 0
  return Array.isArray(value) ? value.length : null
}

/** Partly equal: what is expected is there, whatever else is. */
function includes(actual: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return sameValue(actual, expected)
  return isObject(actual) && Object.entries(expected).every(([key, value]) => includes(actual[key], value))
}
