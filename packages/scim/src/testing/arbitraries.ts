import fc from 'fast-check'
import { toWire } from '../answer/to-wire.ts'
import { findAttribute, type AttributePath } from '../attribute-path.ts'
import type { Comparison, CompareOperator, Filter, FilterValue, Presence } from '../filter/filter.ts'
import { readResource } from '../read/read-resource.ts'
import type { ResourceType, ScimResource } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { COMMON_ATTRIBUTES } from '../schema/common-attributes.ts'
import { SCHEMAS } from '../schema/schemas.ts'
import { isStorable } from '../storable-text.ts'
import { ENTERPRISE_URN } from '../urns.ts'

/** Few, so that filters find something: in several cases, with everything that needs an escape. Never blank. */
export const texts = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'a',
        'A',
        'ab',
        'B',
        'work',
        'home',
        'Ärger',
        'x"y',
        '\\',
        '😀',
        '\uffee',
        'a b',
      ),
    },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }) },
  )
  .filter((text) => text.trim() !== '' && isStorable(text))

const times = fc
  .integer({ min: 0, max: 5 })
  .map((days) => new Date(Date.UTC(2026, 10, 20 + days, 8, 0, 0, days)))

function attributesOf(type: ResourceType): readonly (readonly [string, AttributeDefinition])[] {
  const core = [...COMMON_ATTRIBUTES, ...SCHEMAS[type].attributes].map((one) => [one.name, one] as const)
  if (type === 'Group') return core
  return [
    ...core,
    ...SCHEMAS.EnterpriseUser.attributes.map((one) => [`${ENTERPRISE_URN}:${one.name}`, one] as const),
  ]
}

/** Every path a filter of this type can name, without what is never returned. */
export function filterPaths(type: ResourceType): readonly AttributePath[] {
  return attributesOf(type)
    .filter(([, { returned }]) => returned !== 'never')
    .flatMap(([name, { subAttributes }]) => [name, ...subAttributes.map((sub) => `${name}.${sub.name}`)])
    .flatMap((name) => findAttribute(name, type) ?? [])
}

/** Documents of people as `readResource` makes them, with every attribute somewhere. */
export const userDocuments: fc.Arbitrary<ScimResource> = bodies('User').map((body) =>
  readResource(body, 'User'),
)

/** Bodies as a well-behaved client sends them. */
export function bodies(type: ResourceType): fc.Arbitrary<Record<string, unknown>> {
  const writable = SCHEMAS[type].attributes.filter(({ mutability }) => mutability !== 'readOnly')
  const name = type === 'User' ? 'userName' : 'displayName'
  const extension = fc.record(valuesOf(SCHEMAS.EnterpriseUser.attributes), { requiredKeys: [] })
  return fc
    .record({
      rest: fc.record({ ...valuesOf(writable), externalId: texts }, { requiredKeys: [] }),
      own: fc.constantFrom('a', 'Ab', 'ä'),
      extension: fc.option(extension, { nil: null }),
    })
    .map((parts) => ({
      ...parts.rest,
      [name]: parts.own,
      ...(type === 'User' ? { [ENTERPRISE_URN]: parts.extension } : {}),
    }))
}

function valuesOf(attributes: readonly AttributeDefinition[]): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, valueOf(attribute)]))
}

/** A value that fits an attribute; of a list, at most one element is preferred. */
export function valueOf(attribute: AttributeDefinition): fc.Arbitrary<unknown> {
  if (attribute.type === 'boolean') return fc.boolean()
  if (attribute.type !== 'complex') return texts
  const parts = attribute.subAttributes.filter(({ mutability }) => mutability !== 'readOnly')
  const required = parts.filter(({ name }) => name === 'value').map(({ name }) => name)
  if (!attribute.multiValued) return fc.record(valuesOf(parts), { requiredKeys: required })
  const unranked = parts.filter(({ name }) => name !== 'primary')
  const elements = fc.array(fc.record(valuesOf(unranked), { requiredKeys: required }), { maxLength: 3 })
  if (unranked.length === parts.length) return elements
  return fc
    .tuple(elements, fc.nat({ max: 3 }))
    .map(([list, preferred]) =>
      list.map((element, index) => (index === preferred ? { ...element, primary: true } : element)),
    )
}

/** People and groups as they are sent. */
export function wireResources(type: ResourceType): fc.Arbitrary<ScimResource> {
  return fc
    .record({ body: bodies(type), id: texts, created: times, lastModified: times })
    .map(({ body, ...meta }) =>
      toWire(readResource(body, type), {
        ...meta,
        resourceType: type,
        location: `https://scim.example/${type}s/${meta.id}`,
        version: 'W/"1"',
      }),
    )
}

const ORDER: readonly CompareOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le']
const ALL: readonly CompareOperator[] = [...ORDER, 'co', 'sw', 'ew']

function operatorsOf({ type }: AttributeDefinition): readonly CompareOperator[] {
  if (type === 'boolean' || type === 'binary') return ['eq', 'ne']
  return type === 'dateTime' ? ORDER : ALL
}

function literalOf({ type }: AttributeDefinition): fc.Arbitrary<FilterValue> {
  if (type === 'boolean') return fc.boolean()
  return type === 'dateTime' ? times.map((time) => time.toISOString()) : texts
}

function tests(path: AttributePath): fc.Arbitrary<Comparison | Presence> {
  const present = fc.constant<Presence>({ kind: 'present', path })
  if (path.definition.type === 'complex') return present
  const compare = fc.record<Comparison>({
    kind: fc.constant('compare'),
    path: fc.constant(path),
    operator: fc.constantFrom(...operatorsOf(path.definition)),
    value: literalOf(path.definition),
  })
  const nothing = fc.record<Comparison>({
    kind: fc.constant('compare'),
    path: fc.constant(path),
    operator: fc.constantFrom('eq', 'ne'),
    value: fc.constant(null),
  })
  return fc.oneof({ weight: 6, arbitrary: compare }, present, nothing)
}

/** Filters of a type over all its attributes, as `parseFilter` makes them. */
export function filters(type: ResourceType): fc.Arbitrary<Filter> {
  const paths = filterPaths(type)
  const plain = fc.constantFrom(...paths).chain(tests)
  const complex = paths.filter(({ sub, definition }) => sub === null && definition.type === 'complex')
  const element = fc.constantFrom(...complex).chain((path) => elementFilters(path, paths))
  return combined(fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: element }), 2)
}

function elementFilters(path: AttributePath, paths: readonly AttributePath[]): fc.Arbitrary<Filter> {
  const subs = paths.filter((one) => one.root === path.root && one.sub !== null)
  const inner = fc.constantFrom(...subs).chain(tests)
  return fc
    .record({ filter: combined(inner, 1), also: fc.option(inner, { nil: null }) })
    .map(({ filter, also }) => toElement(path, filter, also))
}

function toElement(path: AttributePath, filter: Filter, also: Comparison | Presence | null): Filter {
  if (!also) return { kind: 'element', path, filter }
  // oxlint-disable-next-line unicorn/no-thenable -- it is never a function, so nothing takes a filter for a promise
  return { kind: 'element', path, filter, then: also }
}

/** The depth keeps a filter within what `parseFilter` takes. */
function combined(leaves: fc.Arbitrary<Filter>, maxDepth: number): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter }>((tie) => {
    const items = fc.array(tie('filter'), { minLength: 2, maxLength: 3 })
    return {
      filter: fc.oneof(
        { maxDepth, withCrossShrink: true },
        leaves,
        fc.tuple(fc.constantFrom('and' as const, 'or' as const), items).map(toFilter),
        tie('filter').map((item): Filter => ({ kind: 'not', item })),
      ),
    }
  }).filter
}

function toFilter([kind, items]: readonly ['and' | 'or', readonly Filter[]]): Filter {
  return { kind, items }
}
