import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  matchesEtag,
  matchesFilter,
  parseFilter,
  parsePath,
  patchGroup,
  patchUser,
  project,
  readPaging,
  readPatch,
  readProjection,
  readResource,
  readSearch,
  ScimError,
  toErrorBody,
  type ResourceType,
} from './index.ts'
import { filterPaths, userDocuments } from './testing/arbitraries.ts'
import { canonicalName } from './attribute-path.ts'
import { caught } from './testing/caught.ts'

/** Whatever comes back, it is an answer or a ScimError with something to say. */
function survives(attempt: () => unknown): void {
  try {
    attempt()
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    expect(toErrorBody(error).detail).not.toBe('')
    expect(error.detail.length).toBeLessThan(400)
  }
}

const names = [
  ...(['User', 'Group'] as const).flatMap((type) => filterPaths(type).map(canonicalName)),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'op',
  'Operations',
]
const words = [
  'eq',
  'ne',
  'co',
  'pr',
  'and',
  'or',
  'not',
  '(',
  ')',
  '[',
  ']',
  '.',
  '.value',
  '"a"',
  '"',
  '\\',
  'true',
  'null',
  ' ',
  '5',
  '\0',
]
const languages = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.constantFrom(...names), fc.string()),
    { maxLength: 12 },
  )
  .chain((parts) => fc.constantFrom(' ', '').map((glue) => parts.join(glue)))

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false, '', 'True', 'x', 0, -1, 1e300), fc.string(), fc.double()),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(fc.constantFrom(...names, 'value', 'type', 'primary', '$ref'), languages),
          tie('json'),
        ),
        { maxLength: 5 },
      )
      .map((entries) => ownKeys(entries)),
  ),
}))

/** As `JSON.parse` makes it: `__proto__` is a key like any other. */
function ownKeys(entries: readonly (readonly [string, unknown])[]): unknown {
  const object = {}
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  return object
}

const operation = fc.record(
  {
    op: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('add', 'Replace', 'remove') }, json),
    path: fc.oneof(fc.constantFrom(...names), languages, json),
    value: json,
  },
  { requiredKeys: ['op'] },
)

describe('no input breaks anything', () => {
  test('filters and paths', () => {
    fc.assert(
      fc.property(languages, fc.constantFrom<ResourceType>('User', 'Group'), (text, type) => {
        survives(() => parsePath(text, type))
        survives(() => matchesFilter({ userName: 'a' }, parseFilter(text, type)))
      }),
      { numRuns: 600 },
    )
  })

  test('bodies of resources and searches', () => {
    fc.assert(
      fc.property(json, (body) => {
        survives(() => readResource(body, 'User'))
        survives(() => readResource(body, 'Group'))
        survives(() => readSearch(body))
        survives(() => readPaging({ startIndex: body, count: body }, { defaultCount: 1, maxResults: 2 }))
        survives(() =>
          project({ id: 'a', schemas: [] }, readProjection({ attributes: body, excludedAttributes: body })),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('operations', () => {
    fc.assert(
      fc.property(userDocuments, fc.array(operation, { maxLength: 4 }), (document, Operations) => {
        survives(() => patchUser(document, readPatch({ Operations })))
        survives(() => patchGroup({ displayName: 'a' }, readPatch({ Operations })))
      }),
      { numRuns: 250 },
    )
    fc.assert(fc.property(json, (body) => survives(() => readPatch(body))))
  })

  test('entity tags', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => survives(() => matchesEtag(header, 'W/"1"'))),
    )
  })

  test('prototypes stay what they are', () => {
    const body: unknown = JSON.parse(
      '{"op":"add","value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    )
    expect(patchUser({ userName: 'a' }, readPatch({ Operations: [body] })).resource).toStrictEqual({
      userName: 'a',
    })
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})

describe('size', () => {
  const many = 10_000
  const list = <Item>(length: number, item: (index: number) => Item) =>
    Array.from({ length }, (_, index) => item(index))
  const nested = (depth: number) => JSON.parse(`${'{"name":['.repeat(depth)}1${']}'.repeat(depth)}`) as object

  test('ten thousand operations, on one attribute and on members', () => {
    const onTitle = list(many, (index) => ({ op: 'replace', path: 'title', value: `${index}` }))
    expect(patchUser({ userName: 'a' }, readPatch({ Operations: onTitle })).resource).toEqual({
      userName: 'a',
      title: '9999',
    })
    const onMembers = list(many, (index) => ({
      op: index % 2 ? 'add' : 'remove',
      path: 'members',
      value: [{ value: `${index}` }],
    }))
    const { members } = patchGroup({ displayName: 'a' }, readPatch({ Operations: onMembers }))
    expect(members.map((change) => change.kind !== 'clear' && change.ids.length)).toEqual([5000, 5000])
  })

  test('operations that would compare everything with everything are stopped', () => {
    const emails = list(200, (index) => ({ type: `t${index}`, value: `${index}${'x'.repeat(4000)}` }))
    const Operations = list(many, (index) => ({
      op: 'replace',
      path: `emails[value co "x${index % 2 ? '' : 'x'}"].display`,
      value: 'x',
    }))
    expect(caught(() => patchUser({ userName: 'a', emails }, readPatch({ Operations })))).toBe('413')
    const value = list(300, (index) => `${index}@x`)
    expect(
      caught(() =>
        patchUser(
          { userName: 'a', emails },
          readPatch({ Operations: [{ op: 'add', path: 'roles', value }] }),
        ),
      ),
    ).toBe('invalidValue')
    const filling = list(201, (index) => ({ op: 'add', path: 'roles', value: `r${index}` }))
    expect(caught(() => patchUser({ userName: 'a' }, readPatch({ Operations: filling })))).toBe(
      'invalidValue',
    )
  })

  test('members by the hundred thousand', () => {
    const members = list(100_000, (index) => ({ value: `${index}` }))
    const { members: changes } = patchGroup(
      { displayName: 'a' },
      readPatch({ Operations: [{ op: 'add', path: 'members', value: members }] }),
    )
    expect(changes).toHaveLength(1)
  })

  test('nesting, long names and long texts', () => {
    survives(() => readResource({ userName: 'a', ...nested(5000) }, 'User'))
    survives(() =>
      patchUser({ userName: 'a' }, readPatch({ Operations: [{ op: 'add', value: nested(5000) }] })),
    )
    survives(() => readResource({ userName: 'a', roles: [{ value: '{"value":'.repeat(400) }] }, 'User'))
    const path = `emails[${'('.repeat(4000)}`
    for (const text of [
      path,
      'x'.repeat(1_000_000),
      'a.'.repeat(2000),
      '"'.repeat(4000),
      ' '.repeat(4000),
      '\\"'.repeat(2000),
    ]) {
      survives(() => parseFilter(text, 'User'))
      survives(() => parsePath(text, 'User'))
    }
    expect(caught(() => readResource({ userName: 'x'.repeat(4097) }, 'User'))).toBe('invalidValue')
  })
})
