import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import type { CompareOperator, Filter, Literal } from './filter.ts'
import { unreachable } from '../unreachable.ts'

function valueAt(record: JsonValue, property: string): JsonValue {
  if (property === '') return record
  let value: JsonValue = record
  for (const name of property.split('/')) value = isJsonObject(value) ? (value[name] ?? null) : null
  return value
}

const fold = (value: JsonValue): JsonValue => (typeof value === 'string' ? value.toLowerCase() : value)

function compares(left: JsonValue, operator: CompareOperator, right: Literal): boolean {
  const a = fold(left)
  const b = fold(right)
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  if (typeof a !== typeof b || a === null || b === null) return false
  if (operator === 'gt') return a > b
  if (operator === 'ge') return a >= b
  return operator === 'lt' ? a < b : a <= b
}

function textTest(
  filter: { kind: 'startswith' | 'endswith' | 'contains'; value: Literal },
  value: JsonValue,
): boolean {
  if (typeof value !== 'string') return false
  const text = value.toLowerCase()
  const wanted = String(filter.value).toLowerCase()
  if (filter.kind === 'startswith') return text.startsWith(wanted)
  return filter.kind === 'endswith' ? text.endsWith(wanted) : text.includes(wanted)
}

/** Whether an object fits a filter. Text is compared without regard to case, as the directory does. */
export function fits(filter: Filter, record: JsonObject | JsonValue): boolean {
  switch (filter.kind) {
    case 'and':
      return fits(filter.left, record) && fits(filter.right, record)
    case 'or':
      return fits(filter.left, record) || fits(filter.right, record)
    case 'not':
      return !fits(filter.operand, record)
    case 'compare':
      return compares(valueAt(record, filter.property), filter.operator, filter.value)
    case 'in': {
      const value = valueAt(record, filter.property)
      return filter.values.some((wanted) => compares(value, 'eq', wanted))
    }
    case 'any': {
      const list = valueAt(record, filter.property)
      if (!Array.isArray(list)) return false
      const { inner } = filter
      return inner === undefined ? list.length > 0 : list.some((element) => fits(inner, element))
    }
    case 'startswith':
    case 'endswith':
    case 'contains':
      return textTest(filter, valueAt(record, filter.property))
  }
  return unreachable(filter)
}
