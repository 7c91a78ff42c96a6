import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject } from '../../json-value.ts'
import { textAt } from '../../testing/test-client.ts'
import type { Dialect } from '../settings.ts'
import { parseTargetPath, writeTarget } from '../target-path.ts'

/** The client sent something Entra does not send. */
export class WrongRequest extends Error {}

type Operation = { op: string; path: string | undefined; value: JsonValue | undefined }

const OPS: Record<Dialect, readonly string[]> = {
  legacy: ['Add', 'Replace', 'Remove'],
  compliant: ['add', 'replace', 'remove'],
}

function operationsOf(body: JsonObject, dialect: Dialect): Operation[] {
  const { schemas, Operations } = body
  if (
    JSON.stringify(schemas) !== '["urn:ietf:params:scim:api:messages:2.0:PatchOp"]' ||
    !Array.isArray(Operations)
  )
    throw new WrongRequest('That is no PatchOp.')
  return Operations.filter(isJsonObject).map(({ op, path, value }) => {
    if (typeof op !== 'string' || !OPS[dialect].includes(op))
      throw new WrongRequest(`${JSON.stringify(op)} is no operation of the ${dialect} dialect.`)
    return { op, path: typeof path === 'string' ? path : undefined, value }
  })
}

function idsIn(value: JsonValue | undefined, dialect: Dialect): string[] {
  if (!Array.isArray(value) || value.length === 0) throw new WrongRequest('Members come as an array.')
  return value.map((one) => {
    const keys = dialect === 'legacy' ? ['$ref', 'value'] : ['value']
    if (!isJsonObject(one) || Object.keys(one).join() !== keys.join())
      throw new WrongRequest('A member is odd.')
    return textAt(one, 'value')
  })
}

function membersOf(resource: JsonObject): Set<string> {
  const { members } = resource
  return new Set(
    Array.isArray(members) ? members.flatMap((one) => (isJsonObject(one) ? [textAt(one, 'value')] : [])) : [],
  )
}

function changeMembers(resource: JsonObject, { op, path = '', value }: Operation, dialect: Dialect): void {
  const members = membersOf(resource)
  const filter = /^members\[value eq "([^"]+)"\]$/.exec(path)
  if (op === 'remove' && filter === null) throw new WrongRequest('Remove members by filter.')
  if (op === 'remove') members.delete(filter?.[1] ?? '')
  else if (op === 'Remove') for (const id of idsIn(value, dialect)) members.delete(id)
  else for (const id of idsIn(value, dialect)) members.add(id)
  resource['members'] = [...members].map((id) => ({ value: id }))
}

function plainValue(path: string, value: JsonValue, dialect: Dialect): JsonValue {
  if (path.endsWith(':manager')) {
    const [first] = Array.isArray(value) ? value : []
    if (dialect === 'legacy' && value !== '' && !isJsonObject(first))
      throw new WrongRequest('A manager is wrapped.')
    const id = isJsonObject(first) ? first['value'] : value
    return id === '' || id === undefined ? null : { value: id }
  }
  if (path === 'active') {
    const wanted = dialect === 'legacy' ? 'string' : 'boolean'
    if (typeof value !== wanted) throw new WrongRequest(`In the ${dialect} dialect active is a ${wanted}.`)
    return value === true || value === 'True'
  }
  if (typeof value !== 'string') throw new WrongRequest(`${path} is not text.`)
  return value
}

function changeAttributes(resource: JsonObject, { path, value }: Operation, dialect: Dialect): void {
  if (value === undefined) throw new WrongRequest('There is no value.')
  if (path === undefined) {
    if (dialect === 'legacy' || !isJsonObject(value)) throw new WrongRequest('An operation has no path.')
    if (Object.keys(value).length < 2) throw new WrongRequest('One attribute comes with its path.')
    for (const [key, one] of Object.entries(value)) {
      if (parseTargetPath(key)?.element !== undefined)
        throw new WrongRequest('A filter path needs its own operation.')
      writeTarget(resource, key, plainValue(key, one, dialect))
    }
    return
  }
  writeTarget(resource, path, plainValue(path, value, dialect))
}

/** The resource after a PATCH; the given one stays as it is. */
export function applyPatch(resource: JsonObject, body: JsonObject, dialect: Dialect): JsonObject {
  const changed = structuredClone(resource)
  const operations = operationsOf(body, dialect)
  if (dialect === 'compliant' && operations.filter(({ path }) => path === undefined).length > 1)
    throw new WrongRequest('At most one operation has no path.')
  for (const operation of operations)
    if (operation.path?.startsWith('members') === true) changeMembers(changed, operation, dialect)
    else changeAttributes(changed, operation, dialect)
  return changed
}
