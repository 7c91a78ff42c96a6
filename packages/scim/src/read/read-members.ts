import { isObject } from '../resource.ts'
import { invalidValue } from '../scim-error.ts'
import { isStorable } from '../storable-text.ts'
import { isUnassigned, MAX_TEXT } from './read-scalar.ts'

/**
 * The ids of members: from an array, one object, or a bare id; each once, in the order they came. Throws `invalidValue`
 * for a member without an id.
 */
export function readMemberIds(value: unknown): string[] {
  const items: readonly unknown[] = isUnassigned(value) ? [] : Array.isArray(value) ? value : [value]
  return [...new Set(items.map(readMemberId))]
}

function readMemberId(item: unknown): string {
  const id = isObject(item) ? findValue(item) : item
  if (typeof id === 'number') return String(id)
  if (typeof id !== 'string' || id.trim() === '')
    throw invalidValue('Every one of the members needs a value: the id of a user.')
  if (id.length > MAX_TEXT || !isStorable(id)) throw invalidValue('The value of one of the members is no id.')
  return id
}

function findValue(item: Readonly<Record<string, unknown>>): unknown {
  const name = Object.hasOwn(item, 'value')
    ? 'value'
    : Object.keys(item).findLast((key) => key.toLowerCase() === 'value')
  const value = name === undefined ? undefined : item[name]
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value
}
