import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttributePath } from '../attribute-path.ts'
import type { ResourceType, ScimResource } from '../resource.ts'
import { filterPaths, filters, wireResources } from '../testing/arbitraries.ts'
import { printFilter } from '../testing/print-filter.ts'
import { ENTERPRISE_URN } from '../urns.ts'
import type { CompareOperator, Comparison, Filter } from './filter.ts'
import { matchesFilter } from './matches-filter.ts'
import { parseFilter } from './parse-filter.ts'

/** One value and where it stands. The element is its attribute's place in the list, or 0. */
interface Fact {
  readonly attribute: string
  readonly element: number
  readonly sub: string | null
  readonly value: unknown
}

/** The same meaning by another road: a resource as a flat list of facts, and filters as questions about them. */
function holds(facts: readonly Fact[], filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') {
    const answers = new Set(filter.items.map((item) => holds(facts, item)))
    return filter.kind === 'and' ? !answers.has(false) : answers.has(true)
  }
  if (filter.kind === 'not') return !holds(facts, filter.item)
  const attribute = keyOf(filter.path)
  const own = facts.filter((fact) => fact.attribute === attribute)
  if (filter.kind === 'element') {
    const { then } = filter
    return [...new Set(own.map(({ element }) => element))].some((element) => {
      const parts = own.filter((fact) => fact.element === element)
      return holds(parts, filter.filter) && (then === undefined || holds(parts, then))
    })
  }
  const values = own.filter(({ sub }) => filter.path.sub === null || sub === filter.path.sub)
  return filter.kind === 'present' ? values.length > 0 : compares(values, filter)
}

function keyOf(path: AttributePath): string {
  return `${path.schema}/${path.attribute}`
}

function compares(values: readonly Fact[], { operator, value, path }: Comparison): boolean {
  if (value === null) return operator === 'eq' ? values.length === 0 : values.length > 0
  if (values.length === 0) return operator === 'ne'
  const wanted = pointsOf(value, path)
  return values.some((fact) => {
    const actual = pointsOf(fact.value, path)
    const [left, right] = [actual.join(), wanted.join()]
    switch (operator) {
      case 'eq':
        return left === right
      case 'ne':
        return left !== right
      case 'sw':
        return actual.slice(0, wanted.length).join() === right
      case 'ew':
        return wanted.length <= actual.length && actual.slice(actual.length - wanted.length).join() === right
      case 'co':
        return actual.some((_, at) => actual.slice(at, at + wanted.length).join() === right)
      case 'gt':
        return order(actual, wanted) > 0
      case 'ge':
        return order(actual, wanted) >= 0
      case 'lt':
        return order(actual, wanted) < 0
      case 'le':
        return order(actual, wanted) <= 0
    }
  })
}

/** Code points, of lower-case text with one small sigma where case does not matter; of a time, its milliseconds. */
function pointsOf(value: unknown, { definition }: AttributePath): number[] {
  if (definition.type === 'dateTime') return [new Date(String(value)).getTime()]
  const text = definition.caseExact ? String(value) : String(value).toLowerCase().replaceAll('ς', 'σ')
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}

function order(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((point, index) => point !== right[index])
  if (at < 0) return left.length - right.length
  return (left[at] ?? 0) - (right[at] ?? -1)
}

function factsOf(resource: ScimResource): Fact[] {
  return Object.entries(resource).flatMap(([name, value]) =>
    name === ENTERPRISE_URN
      ? Object.entries(Object(value)).flatMap(([sub, part]) => factsAt(`enterprise/${sub}`, part))
      : factsAt(`core/${name}`, value),
  )
}

function factsAt(attribute: string, value: unknown): Fact[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown, element): Fact[] =>
    typeof item === 'object' && item !== null
      ? Object.entries(item).map(([sub, part]) => ({ attribute, element, sub, value: part }))
      : [{ attribute, element, sub: null, value: item }],
  )
}

const OPERATORS: readonly CompareOperator[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']

describe.each<ResourceType>(['User', 'Group'])('filters of a %s', (type) => {
  test('are what they were after being written down', () => {
    fc.assert(
      fc.property(filters(type), (filter) => {
        expect(parseFilter(printFilter(filter), type)).toEqual(filter)
      }),
      { numRuns: 200 },
    )
  })

  test('mean what a second reading of the rules says', () => {
    fc.assert(
      fc.property(wireResources(type), filters(type), (resource, filter) => {
        expect(matchesFilter(resource, filter)).toBe(holds(factsOf(resource), filter))
      }),
      { numRuns: 200 },
    )
  })

  test('mean it also where values are close to what stands there', () => {
    const paths = filterPaths(type).filter(
      ({ definition: one }) => one.type === 'string' || one.type === 'reference',
    )
    const near = fc.record({
      from: fc.nat({ max: 2 }),
      to: fc.nat({ max: 3 }),
      upper: fc.boolean(),
      operator: fc.constantFrom(...OPERATORS),
    })
    fc.assert(
      fc.property(wireResources(type), near, (resource, { from, to, upper, operator }) => {
        const facts = factsOf(resource)
        for (const path of paths)
          for (const fact of facts.filter((one) => one.attribute === keyOf(path) && one.sub === path.sub)) {
            const part = Array.from(String(fact.value))
              .slice(from, -to || undefined)
              .join('')
            const value = upper ? part.toUpperCase() : part
            const filter: Filter = { kind: 'compare', path, operator, value }
            expect(matchesFilter(resource, filter)).toBe(holds(facts, filter))
          }
      }),
      { numRuns: 80 },
    )
  })
})
