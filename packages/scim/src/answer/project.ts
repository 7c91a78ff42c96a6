import { findAttribute, splitUrn, type AttributePath } from '../attribute-path.ts'
import { isObject, type ScimResource } from '../resource.ts'
import { ENTERPRISE_URN } from '../urns.ts'

/** Attribute names as clients send them: dotted, behind a URN, in any case. Names nobody knows say nothing. */
export interface Projection {
  readonly attributes?: readonly string[]
  readonly excludedAttributes?: readonly string[]
}

/** Sub-attributes that are meant, or the whole attribute. */
type Pick = ReadonlySet<string> | 'whole'
type Picks = {
  readonly core: ReadonlyMap<string, Pick>
  readonly enterprise: ReadonlyMap<string, Pick> | 'whole'
}

const ALWAYS: readonly string[] = ['id', 'schemas']

/** RFC 7644 section 3.9, for a resource as `toWire` makes it. `id` and `schemas` are always there. */
export function project(resource: ScimResource, projection: Projection): ScimResource {
  const { attributes, excludedAttributes } = projection
  const chosen = attributes ? cut(resource, toPicks(attributes), 'keep') : resource
  return excludedAttributes ? cut(chosen, toPicks(excludedAttributes), 'drop') : chosen
}

/** Whether an answer has room for an attribute of the core schema, such as `members`. */
export function asksFor(projection: Projection, attribute: string): boolean {
  const { attributes, excludedAttributes } = projection
  const wanted = !attributes || toPicks(attributes).core.has(attribute)
  return wanted && !(excludedAttributes && toPicks(excludedAttributes).core.get(attribute) === 'whole')
}

/** The names from a query or a search request: lists with commas, arrays, or both. */
export function readProjection(query: {
  readonly attributes?: unknown
  readonly excludedAttributes?: unknown
}): Projection {
  const attributes = readNames(query.attributes)
  const excludedAttributes = readNames(query.excludedAttributes)
  return {
    ...(attributes.length > 0 ? { attributes } : {}),
    ...(excludedAttributes.length > 0 ? { excludedAttributes } : {}),
  }
}

function readNames(value: unknown): string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
  return texts
    .flatMap((text) => (typeof text === 'string' ? text.split(',') : []))
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function toPicks(names: readonly string[]): Picks {
  const core = new Map<string, Pick>()
  const enterprise = new Map<string, Pick>()
  let wholeExtension = false
  for (const name of names) {
    const urn = splitUrn(name, 'User')
    if (urn?.rest === '' && urn.part === 'enterprise') wholeExtension = true
    const path = findAttribute(name, 'User') ?? findAttribute(name, 'Group')
    if (path) pick(path.schema === 'core' ? core : enterprise, path)
  }
  return { core, enterprise: wholeExtension ? 'whole' : enterprise }
}

function pick(picks: Map<string, Pick>, path: AttributePath): void {
  const picked = picks.get(path.attribute)
  if (picked === 'whole') return
  picks.set(path.attribute, path.sub === null ? 'whole' : new Set([...(picked ?? []), path.sub]))
}

type Mode = 'keep' | 'drop'

function cut(resource: ScimResource, picks: Picks, mode: Mode): ScimResource {
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(resource)) {
    const left = ALWAYS.includes(name) ? value : cutEntry(name, value, picks, mode)
    if (left !== undefined) result[name] = left
  }
  const schemas = result['schemas']
  if (Array.isArray(schemas) && result[ENTERPRISE_URN] === undefined)
    result['schemas'] = schemas.filter((urn) => urn !== ENTERPRISE_URN)
  return toResource(result)
}

function cutEntry(name: string, value: unknown, picks: Picks, mode: Mode): unknown {
  if (name !== ENTERPRISE_URN) return cutValue(value, picks.core.get(name), mode)
  if (picks.enterprise === 'whole' || !isObject(value)) return cutValue(value, 'whole', mode)
  const { enterprise } = picks
  return collect(Object.entries(value).map(([key, part]) => [key, cutValue(part, enterprise.get(key), mode)]))
}

/** Undefined when nothing is left. */
function cutValue(value: unknown, picked: Pick | undefined, mode: Mode): unknown {
  if (picked === undefined) return mode === 'keep' ? undefined : value
  if (picked === 'whole') return mode === 'keep' ? value : undefined
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => cutValue(item, picked, mode) ?? [])
    return items.length === 0 ? undefined : items
  }
  if (!isObject(value)) return value
  return collect(
    Object.entries(value).map(([key, part]) => [
      key,
      picked.has(key) === (mode === 'keep') ? part : undefined,
    ]),
  )
}

function collect(entries: readonly (readonly [string, unknown])[]): unknown {
  const left = entries.filter(([, value]) => value !== undefined)
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

/** Parts of a resource in their places are a resource. */
function toResource(parts: Readonly<Record<string, unknown>>): ScimResource {
  return parts as ScimResource
}
