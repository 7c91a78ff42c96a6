import { shortName, type AttributePath } from '../attribute-path.ts'
import { quote, type ScimError } from '../scim-error.ts'
import type { Token } from './filter-tokens.ts'
import type { CompareOperator, FilterValue } from './filter.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const TIME = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?)?$/i

const ORDER: readonly CompareOperator[] = ['gt', 'ge', 'lt', 'le']
const SUBSTRING: readonly CompareOperator[] = ['co', 'sw', 'ew']

/** The value of a comparison, typed like its attribute. `fail` makes the error of the surrounding filter or path. */
export function readLiteral(
  path: AttributePath,
  operator: CompareOperator,
  token: Token,
  fail: (detail: string) => ScimError,
): FilterValue {
  const value = readToken(token)
  const name = shortName(path)
  if (value === undefined)
    throw fail(`Put the value at character ${token.at} into double quotes: ${quote(token.text)}.`)
  if (value === null) {
    if (operator === 'eq' || operator === 'ne') return null
    throw fail(`null can be compared with eq and ne; ${operator} has no meaning for it.`)
  }
  if (refuses(path, operator)) throw fail(`${name} cannot be compared with ${operator}.`)
  switch (path.definition.type) {
    case 'boolean': {
      const flag = readBoolean(value)
      if (flag === null) throw fail(`${name} is true or false, not ${quote(String(value))}.`)
      return flag
    }
    case 'dateTime': {
      const time = readTime(value)
      if (time === null) throw fail(`${name} is a time such as "2026-01-31T12:00:00Z", not ${token.text}.`)
      return time
    }
    default:
      if (typeof value === 'string') return value
      throw fail(`${name} is text: put the value into double quotes.`)
  }
}

/** Undefined for a word that stands for no value. Microsoft's documentation shows ids without quotes, so those pass. */
function readToken(token: Token): FilterValue | undefined {
  if (token.kind === 'string') return token.text
  if (token.kind !== 'word') return undefined
  const word = token.text.toLowerCase()
  if (word === 'null') return null
  return readBoolean(word) ?? (UUID.test(word) ? token.text : undefined)
}

function readBoolean(value: string | boolean): boolean | null {
  const word = String(value).toLowerCase()
  return word === 'true' ? true : word === 'false' ? false : null
}

/** In UTC; a time that names no zone is taken for UTC. Null when it is no time. */
function readTime(value: string | boolean): string | null {
  const [, day, time = '00:00:00', zone = 'Z'] = (typeof value === 'string' && TIME.exec(value)) || []
  const instant = day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone.toUpperCase()}`)
  return Number.isNaN(instant) ? null : new Date(instant).toISOString()
}

function refuses(path: AttributePath, operator: CompareOperator): boolean {
  const ordered = ORDER.includes(operator)
  const partial = SUBSTRING.includes(operator)
  switch (path.definition.type) {
    case 'boolean':
    case 'binary':
      return ordered || partial
    case 'dateTime':
      return partial
    default:
      return false
  }
}
