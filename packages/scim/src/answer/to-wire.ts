import { isObject, type ResourceType, type ScimResource, type ScimValue } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { SCHEMAS } from '../schema/schemas.ts'
import { ENTERPRISE_URN } from '../urns.ts'

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
  const extension =
    meta.resourceType === 'User' ? inOrder(resource[ENTERPRISE_URN], SCHEMAS.EnterpriseUser.attributes) : {}
  const extended = Object.keys(extension).length > 0
  return {
    schemas: extended ? [schema.id, ENTERPRISE_URN] : [schema.id],
    id: meta.id,
    ...inOrder({ externalId: resource['externalId'] }),
    ...inOrder(resource, schema.attributes),
    ...(extended ? { [ENTERPRISE_URN]: toExtension(extension) } : {}),
    meta: {
      resourceType: meta.resourceType,
      created: meta.created.toISOString(),
      lastModified: meta.lastModified.toISOString(),
      location: meta.location,
      ...(meta.version === undefined ? {} : { version: meta.version }),
    },
  }
}

/** What is assigned, in the order of `attributes` or as it stands, without what is never returned. */
function inOrder(value: unknown, attributes?: readonly AttributeDefinition[]): Record<string, ScimValue> {
  if (!isObject(value)) return {}
  const names = attributes?.filter((attribute) => attribute.returned !== 'never').map(({ name }) => name)
  return Object.fromEntries(
    (names ?? Object.keys(value)).flatMap((name): [string, ScimValue][] => {
      const assigned = withoutEmpty(value[name])
      return assigned === undefined ? [] : [[name, assigned]]
    }),
  )
}

function withoutEmpty(value: unknown): ScimValue | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => withoutEmpty(item) ?? [])
    return items.length === 0 ? undefined : toValue(items)
  }
  if (!isObject(value)) return toValue(value)
  const parts = inOrder(value)
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
