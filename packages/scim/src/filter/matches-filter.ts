import type { AttributePath } from '../attribute-path.ts'
import { compareTexts, foldCase } from '../fold-case.ts'
import { isObject, type ScimComplex, type ScimResource } from '../resource.ts'
import { ENTERPRISE_URN } from '../urns.ts'
import type { Comparison, CompareOperator, Filter, FilterValue } from './filter.ts'

/**
 * What a filter means. A condition on a list holds when it holds of any value; `ne` also holds when there is no value at
 * all. Text is compared folded unless the attribute is case-exact, times as instants, and order is by code point.
 */
export function matchesFilter(resource: ScimResource, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.items.every((item) => matchesFilter(resource, item))
    case 'or':
      return filter.items.some((item) => matchesFilter(resource, item))
    case 'not':
      return !matchesFilter(resource, filter.item)
    case 'present':
      return valuesAt(resource, filter.path).length > 0
    case 'compare':
      return holdsOfAny(valuesAt(resource, filter.path), filter)
    case 'element': {
      const { then } = filter
      return elementsAt(resource, filter.path).some(
        (element) => matchesElement(element, filter.filter) && (!then || matchesElement(element, then)),
      )
    }
  }
}

/** A filter about one element of a list, as it stands between brackets. */
export function matchesElement(element: ScimComplex, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.items.every((item) => matchesElement(element, item))
    case 'or':
      return filter.items.some((item) => matchesElement(element, item))
    case 'not':
      return !matchesElement(element, filter.item)
    case 'present':
      return filter.path.sub === null || partsOf(element, filter.path.sub).length > 0
    case 'compare':
      return holdsOfAny(partsOf(element, filter.path.sub ?? 'value'), filter)
    case 'element':
      return matchesElement(element, filter.filter)
  }
}

function holdsOfAny(values: readonly unknown[], test: Comparison): boolean {
  if (test.value === null) return values.length > 0 === (test.operator === 'ne')
  if (values.length === 0) return test.operator === 'ne'
  return values.some((value) => holds(value, test.operator, test.value, test.path))
}

function holds(
  actual: unknown,
  operator: CompareOperator,
  wanted: FilterValue,
  path: AttributePath,
): boolean {
  const left = toComparable(actual, path)
  const right = toComparable(wanted, path)
  switch (operator) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'co':
      return left.includes(right)
    case 'sw':
      return left.startsWith(right)
    case 'ew':
      return left.endsWith(right)
    case 'gt':
      return compareTexts(left, right) > 0
    case 'ge':
      return compareTexts(left, right) >= 0
    case 'lt':
      return compareTexts(left, right) < 0
    case 'le':
      return compareTexts(left, right) <= 0
  }
}

/** Times in UTC with milliseconds are in the same order as their texts. */
function toComparable(value: unknown, path: AttributePath): string {
  const text = String(value)
  if (path.definition.type === 'boolean') return text.toLowerCase()
  if (path.definition.type === 'dateTime') {
    const instant = Date.parse(text)
    return Number.isNaN(instant) ? '' : new Date(instant).toISOString()
  }
  return path.definition.caseExact ? text : foldCase(text)
}

/** What stands under a path, one entry per value; none when nothing does. */
function valuesAt(resource: ScimResource, path: AttributePath): unknown[] {
  const values = toList(rootValue(resource, path))
  const { sub } = path
  return sub === null ? values : values.flatMap((value) => (isObject(value) ? partsOf(value, sub) : []))
}

function elementsAt(resource: ScimResource, path: AttributePath): ScimComplex[] {
  return toList(rootValue(resource, path)).filter(isComplex)
}

function rootValue(resource: ScimResource, path: AttributePath): unknown {
  if (path.schema === 'core') return resource[path.attribute]
  const extension = resource[ENTERPRISE_URN]
  return isObject(extension) ? extension[path.attribute] : undefined
}

function partsOf(element: Readonly<Record<string, unknown>>, sub: string): unknown[] {
  return toList(element[sub])
}

/** Nothing and the empty text are no value: RFC 7643 section 2.5. */
function toList(value: unknown): unknown[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item) => item !== undefined && item !== null && item !== '',
  )
}

/** What a resource holds as an object has scalars below it; `ScimResource` says so. */
function isComplex(value: unknown): value is ScimComplex {
  return isObject(value)
}
