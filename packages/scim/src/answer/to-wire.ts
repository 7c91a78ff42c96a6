import { isObject, type ResourceType, type ScimResource, type ScimValue } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { EXTERNAL_ID } from '../schema/common-attributes.ts'
import { SCHEMAS } from '../schema/schemas.ts'
import { ENTERPRISE_URN } from '../urns.ts'

/** Names of attributes that are ever returned, in the order of their schema. */
const SENT = {
  User: namesSent([EXTERNAL_ID, ...SCHEMAS.User.attributes]),
  Group: namesSent([EXTERNAL_ID, ...SCHEMAS.Group.attributes]),
  EnterpriseUser: namesSent(SCHEMAS.EnterpriseUser.attributes),
} as const

/** What the service knows about a resource. `location` is absolute; `version` an entity tag as `toWeakEtag` makes it. */
export interface WireMeta {
  readonly resourceType: ResourceType
  readonly id: string
  readonly created: Date
  readonly lastModified: Date
  readonly location: string
  readonly version?: string
}

/**
 * A document as it is sent: `schemas` names the extension only when it has content, attributes are in the order of their
 * schema, and there is no null and nothing empty. `members` and `groups` are sent when the document was given them.
 */
export function toWire(resource: ScimResource, meta: WireMeta): ScimResource {
  const schema = SCHEMAS[meta.resourceType]
  const extension = meta.resourceType === 'User' ? inOrder(resource[ENTERPRISE_URN], SENT.EnterpriseUser) : {}
  const extended = Object.keys(extension).length > 0
  const wire: Record<string, ScimValue> = {
    schemas: extended ? [schema.id, ENTERPRISE_URN] : [schema.id],
    id: meta.id,
  }
  assign(wire, resource, SENT[meta.resourceType])
  if (extended) wire[ENTERPRISE_URN] = toExtension(extension)
  wire['meta'] = {
    resourceType: meta.resourceType,
    created: meta.created.toISOString(),
    lastModified: meta.lastModified.toISOString(),
    location: meta.location,
    ...(meta.version === undefined ? {} : { version: meta.version }),
  }
  return wire
}

function namesSent(attributes: readonly AttributeDefinition[]): readonly string[] {
  return attributes.filter(({ returned }) => returned !== 'never').map(({ name }) => name)
}

/** What is assigned, in the order of `names`. */
function inOrder(value: unknown, names: readonly string[]): Record<string, ScimValue> {
  const ordered: Record<string, ScimValue> = {}
  if (isObject(value)) assign(ordered, value, names)
  return ordered
}

function assign(
  target: Record<string, ScimValue>,
  value: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  for (const name of names) {
    const one = withoutEmpty(value[name])
    if (one !== undefined) target[name] = one
  }
}

function withoutEmpty(value: unknown): ScimValue | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => withoutEmpty(item) ?? [])
    return items.length === 0 ? undefined : toValue(items)
  }
  if (!isObject(value)) return toValue(value)
  const parts = inOrder(value, Object.keys(value))
  return Object.keys(parts).length === 0 ? undefined : toValue(parts)
}

/** A document's values cleared of what is empty keep their shape, which the checks above lose. */
function toValue(value: unknown): ScimValue {
  return value as ScimValue
}

/** The extension has no lists. */
function toExtension(value: Record<string, ScimValue>): ScimValue {
  return value as ScimValue
}
