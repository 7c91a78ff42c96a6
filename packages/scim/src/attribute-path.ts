import type { ResourceType } from './resource.ts'
import type { AttributeDefinition } from './schema/attribute-definition.ts'
import { COMMON_ATTRIBUTES } from './schema/common-attributes.ts'
import { SCHEMAS } from './schema/schemas.ts'
import { ENTERPRISE_URN } from './urns.ts'

/** `core` is the resource itself, with what every resource has; `enterprise` is the extension of User. */
export type SchemaPart = 'core' | 'enterprise'

/** An attribute or sub-attribute under its canonical name, whatever case or prefix it was asked for with. */
export interface AttributePath {
  readonly schema: SchemaPart
  readonly attribute: string
  readonly sub: string | null
  /** The sub-attribute when there is one, else the attribute. */
  readonly definition: AttributeDefinition
  /** The attribute, also when the path names a sub-attribute. */
  readonly root: AttributeDefinition
}

const NAME = /^[A-Za-z$][\w$-]*$/

/** Canonical attributes by lower-case name; in the order of a lookup, so the core name wins over the extension's. */
const PARTS: Record<ResourceType, readonly { part: SchemaPart; urn: string; names: AttributeNames }[]> = {
  User: [
    {
      part: 'core',
      urn: SCHEMAS.User.id,
      names: namesOf([...COMMON_ATTRIBUTES, ...SCHEMAS.User.attributes]),
    },
    { part: 'enterprise', urn: ENTERPRISE_URN, names: namesOf(SCHEMAS.EnterpriseUser.attributes) },
  ],
  Group: [
    {
      part: 'core',
      urn: SCHEMAS.Group.id,
      names: namesOf([...COMMON_ATTRIBUTES, ...SCHEMAS.Group.attributes]),
    },
  ],
}

type AttributeNames = ReadonlyMap<string, AttributeDefinition>

function namesOf(attributes: readonly AttributeDefinition[]): AttributeNames {
  return new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute]))
}

/** A text that begins with a URN this resource has: which part it means, and what stands behind it. Some write a dot there. */
export function splitUrn(text: string, type: ResourceType): { part: SchemaPart; rest: string } | null {
  for (const { part, urn } of PARTS[type]) {
    if (text.slice(0, urn.length).toLowerCase() !== urn.toLowerCase()) continue
    if (text.length === urn.length) return { part, rest: '' }
    if (/[:.]/.test(text[urn.length] ?? '')) return { part, rest: text.slice(urn.length + 1) }
  }
  return null
}

/** `attr`, `attr.sub`, either behind a URN. A bare name of the extension is understood too. Null when unknown. */
export function findAttribute(text: string, type: ResourceType): AttributePath | null {
  const prefixed = splitUrn(text, type)
  const [name = '', sub, ...rest] = (prefixed?.rest ?? text).split('.')
  if (rest.length > 0 || !NAME.test(name)) return null
  for (const { part, names } of PARTS[type]) {
    if (prefixed && prefixed.part !== part) continue
    const root = names.get(name.toLowerCase())
    if (root) return sub === undefined ? toPath(part, root) : findSubAttribute(toPath(part, root), sub)
  }
  return null
}

/** The path of a sub-attribute of `path`, or null when there is none of that name. */
export function findSubAttribute(path: AttributePath, name: string): AttributePath | null {
  if (!NAME.test(name)) return null
  const wanted = name.toLowerCase()
  const definition = path.root.subAttributes.find((sub) => sub.name.toLowerCase() === wanted)
  return definition ? { ...path, sub: definition.name, definition } : null
}

function toPath(schema: SchemaPart, root: AttributeDefinition): AttributePath {
  return { schema, attribute: root.name, sub: null, definition: root, root }
}

const WRITABLE = { User: writableOf('User'), Group: writableOf('Group') }

/** All attributes a client may write on a resource of this type, in canonical order. */
export function writableAttributes(type: ResourceType): readonly AttributePath[] {
  return WRITABLE[type]
}

function writableOf(type: ResourceType): readonly AttributePath[] {
  return PARTS[type].flatMap(({ part, names }) =>
    [...names.values()].filter((root) => root.mutability !== 'readOnly').map((root) => toPath(part, root)),
  )
}

/** As people write it: `emails.value`, `manager`. */
export function shortName(path: AttributePath): string {
  return path.sub === null ? path.attribute : `${path.attribute}.${path.sub}`
}

/** As SCIM writes it, unambiguous: the extension's attributes carry its URN. */
export function canonicalName(path: AttributePath): string {
  return path.schema === 'enterprise' ? `${ENTERPRISE_URN}:${shortName(path)}` : shortName(path)
}
