import { shortName, writableAttributes, type AttributePath } from '../attribute-path.ts'
import { toExtension } from '../document.ts'
import { isObject, type ResourceType, type ScimResource, type ScimValue } from '../resource.ts'
import { invalidSyntax, invalidValue } from '../scim-error.ts'
import { ENTERPRISE_URN } from '../urns.ts'
import { readComplex, toComplex } from './read-complex.ts'
import { readElements } from './read-elements.ts'
import { readMemberIds } from './read-members.ts'
import { isUnassigned, readScalar } from './read-scalar.ts'

type Named = ReadonlyMap<string, unknown>

/** What is read of each kind, with its name in lower case and the one it has in sentences. */
const READ = { User: readable('User'), Group: readable('Group') } as const

function readable(type: ResourceType) {
  return writableAttributes(type).map((path) => ({
    path,
    name: path.attribute.toLowerCase(),
    label: shortName(path),
  }))
}

/**
 * The document a POST or PUT asks for. Names in any case, bare names of the extension and text for booleans are
 * understood; unknown attributes, passwords and what only this service writes are ignored. A person is active unless it
 * says otherwise. Throws `invalidSyntax` when it is no object, `invalidValue` for a value that does not fit.
 */
export function readResource(body: unknown, type: ResourceType): ScimResource {
  if (!isObject(body)) throw invalidSyntax(`A ${type} is a JSON object.`)
  const core = namesOf(body)
  const extension = readExtension(core)
  const resource: Record<string, ScimValue> = {}
  const extended: Record<string, ScimValue> = {}
  for (const { path, name, label } of READ[type]) {
    const source = path.schema === 'enterprise' && extension.has(name) ? extension : core
    const value = readAttribute(path, source.get(name), label) ?? (name === 'active' ? true : undefined)
    checkRequired(path, value)
    if (value !== undefined) (path.schema === 'core' ? resource : extended)[path.attribute] = value
  }
  if (Object.keys(extended).length > 0) resource[ENTERPRISE_URN] = toExtension(extended)
  return resource
}

/** A group as its document and the ids of its members, which are rows of their own. */
export function splitMembers(group: ScimResource): { group: ScimResource; memberIds: string[] } {
  const { members, ...rest } = group
  return { group: rest, memberIds: readMemberIds(members) }
}

function namesOf(object: Readonly<Record<string, unknown>>): Named {
  return new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]))
}

function readExtension(core: Named): Named {
  const value = core.get(ENTERPRISE_URN.toLowerCase())
  if (isUnassigned(value)) return new Map()
  if (isObject(value)) return namesOf(value)
  throw invalidValue(`${ENTERPRISE_URN} must be an object.`)
}

function readAttribute(path: AttributePath, value: unknown, label: string): ScimValue | undefined {
  const { definition } = path
  if (definition.returned === 'never') return undefined
  if (path.attribute === 'members') {
    const ids = readMemberIds(value)
    return ids.length === 0 ? undefined : ids.map((id) => ({ value: id }))
  }
  if (definition.multiValued) {
    const elements = readElements(definition, value)
    return elements.length === 0 ? undefined : elements
  }
  return definition.type === 'complex'
    ? toComplex(readComplex(definition, value, label) ?? {})
    : readScalar(definition, value, label)
}

/** Throws `invalidValue` when a required attribute is missing or blank. */
export function checkRequired(path: AttributePath, value: ScimValue | undefined): void {
  if (!path.definition.required) return
  if (typeof value !== 'string' || value.trim() === '')
    throw invalidValue(`${shortName(path)} is required and cannot be blank.`)
}
