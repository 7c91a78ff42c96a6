import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'

/** `attr`, `attr.sub`, `attr[type eq "work"].sub`, each also behind an extension's URN and a colon. */
export type TargetPath = {
  extension?: string
  attribute: string
  /** The element of a multi-valued attribute: its `name` equals `value`. */
  element?: { name: string; value: string }
  sub?: string
}

const PATH = /^(?:(urn:[\w.:-]+):)?([A-Za-z]\w*)(?:\[(\w+) eq "([^"]*)"\])?(?:\.(\w+))?$/

/** Parses the target side of a mapping; undefined when it is no such path. */
export function parseTargetPath(text: string): TargetPath | undefined {
  const found = PATH.exec(text)
  if (found === null) return undefined
  const [, extension, attribute = '', name, value, sub] = found
  return {
    ...(extension === undefined ? {} : { extension }),
    attribute,
    ...(name === undefined || value === undefined ? {} : { element: { name, value } }),
    ...(sub === undefined ? {} : { sub }),
  }
}

function parsed(text: string): TargetPath {
  const path = parseTargetPath(text)
  if (path === undefined) throw new Error(`'${text}' is no attribute of a SCIM resource.`)
  return path
}

function elementsOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

/** The value a resource has at a path. */
export function readTarget(resource: JsonObject, target: string): JsonValue | undefined {
  const { extension, attribute, element, sub } = parsed(target)
  const home = extension === undefined ? resource : resource[extension]
  let value = isJsonObject(home) ? home[attribute] : undefined
  if (element !== undefined) value = elementsOf(value).find((one) => one[element.name] === element.value)
  if (sub === undefined) return value ?? undefined
  return isJsonObject(value) ? (value[sub] ?? undefined) : undefined
}

function objectAt(home: JsonObject, name: string): JsonObject {
  const there = home[name]
  if (isJsonObject(there)) return there
  const made: JsonObject = {}
  home[name] = made
  return made
}

function elementAt(
  home: JsonObject,
  attribute: string,
  { name, value }: { name: string; value: string },
): JsonObject {
  const list = elementsOf(home[attribute])
  home[attribute] = list
  const there = list.find((one) => one[name] === value)
  if (there !== undefined) return there
  const made: JsonObject = { ...(attribute === 'emails' ? { primary: true } : {}), [name]: value }
  list.push(made)
  return made
}

/** Sets the value in a resource that is being put together. */
export function writeTarget(resource: JsonObject, target: string, value: JsonValue): void {
  const { extension, attribute, element, sub } = parsed(target)
  const home = extension === undefined ? resource : objectAt(resource, extension)
  if (element !== undefined) elementAt(home, attribute, element)[sub ?? 'value'] = value
  else if (sub !== undefined) objectAt(home, attribute)[sub] = value
  else home[attribute] = value
}
