import type { ScimCondition, ScimField, ScimList, ScimTest } from '@rollcall/db'
import {
  ENTERPRISE_URN,
  foldCase,
  SCHEMAS,
  type AttributePath,
  type Comparison,
  type Filter,
  type Presence,
  type ResourceType,
} from '@rollcall/scim'
import { toMatchKey, type MatchAttribute } from './match-keys.ts'

/** What a filter is about: resources of a type, whose addresses begin with `collection` and a slash. */
export interface Searched {
  readonly type: ResourceType
  readonly collection: string
}

type Test = Comparison | Presence
type Place =
  | { readonly kind: 'one'; readonly field: ScimField }
  | { readonly kind: 'many'; readonly list: ScimList; readonly part: string | null }

/** A filter in terms of columns and stored documents; it means what `matchesFilter` says. */
export function toScimCondition(filter: Filter, searched: Searched): ScimCondition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, items: filter.items.map((item) => toScimCondition(item, searched)) }
    case 'not':
      return { kind: 'not', item: toScimCondition(filter.item, searched) }
    case 'element':
      return toElement(filter, searched)
    default:
      return withKeys(filter, toTestCondition(filter, searched), searched)
  }
}

function toTestCondition(filter: Test, searched: Searched): ScimCondition {
  const { path } = filter
  const list = toList(path, searched)
  if (list && path.sub === null && path.definition.type === 'complex')
    return { kind: 'element', list, condition: { kind: 'constant', value: true } }
  if (path.definition.type === 'complex')
    return path.attribute === 'meta'
      ? { kind: 'constant', value: true }
      : { kind: 'holds', names: namesOf(path) }
  const place: Place = list
    ? { kind: 'many', list, part: path.sub }
    : { kind: 'one', field: toField(path, searched) }
  const test = toTest(filter)
  return place.kind === 'one'
    ? { kind: 'test', field: place.field, test }
    : { kind: 'any', list: place.list, part: place.part, test }
}

/** An attribute that is no list is one element itself. */
function toElement(filter: Extract<Filter, { kind: 'element' }>, searched: Searched): ScimCondition {
  const { path, then } = filter
  const parts = then ? [filter.filter, then] : [filter.filter]
  const list = toList(path, searched)
  if (!list) {
    const present = toTestCondition({ kind: 'present', path }, searched)
    return { kind: 'and', items: [present, ...parts.map((part) => toScimCondition(part, searched))] }
  }
  const condition: ScimCondition = { kind: 'and', items: parts.map(aboutElement) }
  return parts
    .flatMap((part) => (part.kind === 'and' ? part.items : [part]))
    .reduce<ScimCondition>(
      (found, part) => (part.kind === 'compare' ? withKeys(part, found, searched) : found),
      { kind: 'element', list, condition },
    )
}

function aboutElement(filter: Filter): ScimCondition {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, items: filter.items.map(aboutElement) }
    case 'not':
      return { kind: 'not', item: aboutElement(filter.item) }
    case 'element':
      return aboutElement(filter.filter)
    case 'present':
      if (filter.path.sub === null) return { kind: 'constant', value: true }
      return toPart(filter, filter.path.sub)
    case 'compare':
      return toPart(filter, filter.path.sub ?? 'value')
  }
}

function toPart(filter: Test, name: string): ScimCondition {
  return { kind: 'test', field: { kind: 'part', name }, test: toTest(filter) }
}

function toTest(filter: Test): ScimTest {
  if (filter.kind === 'present') return { operator: 'present' }
  const { operator, value, path } = filter
  if (value === null) return { operator: operator === 'ne' ? 'present' : 'absent' }
  const { type, caseExact } = path.definition
  const folded = !caseExact && type !== 'boolean' && type !== 'dateTime'
  const text = String(value)
  return { operator, value: folded ? foldCase(text) : text, folded }
}

function toList(path: AttributePath, { type }: Searched): ScimList | null {
  if (!path.root.multiValued) return null
  switch (path.attribute) {
    case 'members':
      return { kind: 'members' }
    case 'groups':
      return { kind: 'groups' }
    case 'schemas':
      return {
        kind: 'schemas',
        always: SCHEMAS[type].id,
        extended: type === 'User' ? ENTERPRISE_URN : null,
      }
    default:
      return { kind: 'document', name: path.attribute }
  }
}

function toField(path: AttributePath, { type, collection }: Searched): ScimField {
  if (path.schema === 'enterprise') return { kind: 'document', names: namesOf(path) }
  switch (path.attribute) {
    case 'id':
      return { kind: 'id' }
    case 'externalId':
      return { kind: 'externalId' }
    case 'userName':
      return { kind: 'userNameKey' }
    case 'displayName':
      return type === 'Group' ? { kind: 'displayNameKey' } : { kind: 'document', names: namesOf(path) }
    case 'meta':
      return toMetaField(path.sub, type, collection)
    default:
      return { kind: 'document', names: namesOf(path) }
  }
}

function toMetaField(sub: string | null, type: ResourceType, collection: string): ScimField {
  switch (sub) {
    case 'created':
    case 'lastModified':
    case 'version':
      return { kind: sub }
    case 'location':
      return { kind: 'id', prefix: `${collection}/` }
    default:
      return { kind: 'constant', value: type }
  }
}

function namesOf({ schema, attribute, sub }: AttributePath): string[] {
  const own = sub === null ? [attribute] : [attribute, sub]
  return schema === 'enterprise' ? [ENTERPRISE_URN, ...own] : own
}

/** With what an index finds people by, where a filter looks for one of those values. */
function withKeys(filter: Test, condition: ScimCondition, { type }: Searched): ScimCondition {
  if (type !== 'User' || filter.kind !== 'compare' || filter.operator !== 'eq' || filter.value === null)
    return condition
  const attribute =
    KEYED[filter.path.sub === null ? filter.path.attribute : `${filter.path.attribute}.${filter.path.sub}`]
  if (!attribute) return condition
  const keys = [toMatchKey(attribute, String(filter.value))]
  return { kind: 'and', items: [{ kind: 'keys', keys }, condition] }
}

const KEYED: Readonly<Record<string, MatchAttribute | undefined>> = {
  displayName: 'displayname',
  employeeNumber: 'employeenumber',
  'emails.value': 'emails.value',
}
