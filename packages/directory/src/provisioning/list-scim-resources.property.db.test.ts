import { describeEachEngine } from '@rollcall/db/testing'
import {
  findAttribute,
  foldCase,
  matchesFilter,
  readResource,
  type CompareOperator,
  type Filter,
  type ResourceType,
  type ScimResource,
} from '@rollcall/scim'
import { bodies, filterPaths, filters, printFilter } from '@rollcall/scim/testing'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { asSent, callAs, makePushedPeople, makeScimConnection, testRules } from '../testing/push-rows.ts'
import { createTestContext } from '../testing/test-context.ts'
import type { ScimRules } from './provider-call.ts'
import { listScimResources } from './list-scim-resources.ts'
import { toScimBaseUrl } from './scim-base-url.ts'

/** Letters that lower-casing treats in a way of its own, and texts that look like patterns. */
const ODD = [
  'İstanbul',
  'ΟΔΟΣ',
  'οδος',
  'ΣΑΣ Σ',
  'Kelvin',
  'ẞ',
  'ß',
  '𐐀b',
  '100%_',
  'a\\b',
  "o'c",
  '\u{1F600}z',
]
const OPERATORS: readonly CompareOperator[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']
const PEOPLE = 40
const GROUPS = 16

describeEachEngine('filters of the database', (open) => {
  const world = once(async () => {
    const ctx = createTestContext(open())
    const connectionId = await makeScimConnection(open())
    const rules = testRules(connectionId)
    const people = fc.sample(bodies('User'), { numRuns: PEOPLE, seed: 7 })
    const made = await makePushedPeople(
      open(),
      connectionId,
      people.map((body, index) => ({
        ...body,
        userName: `${String(body['userName'])}${ODD[index % ODD.length]}${index}`,
        title: ODD[(index * 5) % ODD.length],
      })),
    )
    const groups = fc.sample(bodies('Group'), { numRuns: GROUPS, seed: 8 })
    for (const [index, body] of groups.entries()) {
      const displayName = `${ODD[index % ODD.length]}${index}`
      const { members: _members, ...rest } = readResource({ ...body, displayName }, 'Group')
      const id = uuidv7()
      await open().client.scimGroup.create({
        data: {
          id,
          connectionId,
          displayNameKey: foldCase(displayName),
          externalId: typeof rest['externalId'] === 'string' ? rest['externalId'] : null,
          document: JSON.parse(JSON.stringify(rest)),
          version: 1 + (index % 3),
          createdAt: new Date(Date.UTC(2026, 10, 20 + (index % 6), 8, 0, 0, index % 6)),
        },
      })
      await open().client.entraGroupMember.createMany({
        data: made
          .filter((_, person) => index % 4 !== 0 && person % (index + 1) === 0)
          .map((person) => ({
            connectionId,
            groupObjectId: id,
            memberObjectId: person.id,
            memberKind: 'user',
          })),
      })
    }
    return { rules, stored: { User: await everyone(rules, 'User'), Group: await everyone(rules, 'Group') } }

    async function everyone(of: ScimRules, type: ResourceType): Promise<ScimResource[]> {
      const collection = `${toScimBaseUrl(ctx.publicUrl, connectionId)}/${type}s`
      const input = { type, filter: null, paging: { startIndex: 1, count: 200 }, related: true }
      const { resources } = await listScimResources(callAs(ctx, of, input))
      return resources.map((resource) => asSent(resource, type, collection))
    }
  })

  async function findBoth(type: ResourceType, filter: Filter) {
    const { rules, stored } = await world()
    const input = { type, filter, paging: { startIndex: 1, count: 200 }, related: false }
    const { total, resources } = await listScimResources(callAs(createTestContext(open()), rules, input))
    const expected = stored[type].filter((resource) => matchesFilter(resource, filter))
    return {
      found: { total, ids: resources.map((resource) => resource.id) },
      expected: { total: expected.length, ids: expected.map((resource) => resource['id']) },
    }
  }

  test.each<ResourceType>(['User', 'Group'])(
    'find what the language says: any filter of a %s',
    async (type) => {
      let hits = 0
      await fc.assert(
        fc.asyncProperty(filters(type), async (filter) => {
          const { found, expected } = await findBoth(type, filter)
          expect(found, printFilter(filter)).toEqual(expected)
          if (expected.total > 0) hits += 1
        }),
        { numRuns: 400 },
      )
      expect(hits).toBeGreaterThan(100)
    },
  )

  test.each<ResourceType>(['User', 'Group'])(
    'and where values are close to what stands there: %s',
    async (type) => {
      const { stored } = await world()
      const facts = stored[type].flatMap(factsOf)
      const paths = filterPaths(type).filter(({ definition }) => definition.type !== 'complex')
      let hits = 0
      await fc.assert(
        fc.asyncProperty(
          fc.nat(),
          fc.nat({ max: 2 }),
          fc.nat({ max: 2 }),
          fc.boolean(),
          fc.constantFrom(...OPERATORS),
          async (at, from, to, upper, operator) => {
            const fact = facts[at % facts.length]
            const path = paths.find((one) => one.attribute === fact?.attribute && one.sub === fact.sub)
            if (!fact || !path || !['string', 'reference'].includes(path.definition.type)) return
            const part = Array.from(fact.value)
              .slice(from, -to || undefined)
              .join('')
            const filter = {
              kind: 'compare',
              path,
              operator,
              value: upper ? part.toUpperCase() : part,
            } as const
            const { found, expected } = await findBoth(type, filter)
            expect(found, printFilter(filter)).toEqual(expected)
            if (expected.total > 0) hits += 1
          },
        ),
        { numRuns: 500 },
      )
      expect(hits).toBeGreaterThan(100)
    },
  )

  test('find nobody of another connection', async () => {
    await world()
    const rules = testRules(await makeScimConnection(open()))
    const path = findAttribute('userName', 'User')
    if (!path) throw new Error('There is a userName.')
    for (const filter of [null, { kind: 'present', path } as const]) {
      const input = { type: 'User' as const, filter, paging: { startIndex: 1, count: 9 }, related: true }
      expect(await listScimResources(callAs(createTestContext(open()), rules, input))).toEqual({
        total: 0,
        resources: [],
      })
    }
  })
})

interface Fact {
  readonly attribute: string
  readonly sub: string | null
  readonly value: string
}

/** Every text of a resource with the attribute it stands under. */
function factsOf(resource: ScimResource): Fact[] {
  return Object.entries(resource).flatMap(([name, value]) =>
    name.startsWith('urn:')
      ? Object.entries(Object(value)).flatMap(([attribute, part]) => textsAt(attribute, part))
      : textsAt(name, value),
  )
}

function textsAt(attribute: string, value: unknown): Fact[] {
  const items: unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item): Fact[] =>
    typeof item === 'object' && item !== null
      ? Object.entries(item).map(([sub, part]) => ({ attribute, sub, value: String(part) }))
      : [{ attribute, sub: null, value: String(item) }],
  )
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}
