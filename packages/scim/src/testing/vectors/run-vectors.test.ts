import { describe, expect, test } from 'vitest'
import { matches } from './matcher.ts'
import { follow } from './pointer.ts'
import { reportVectors, runCase, runVectors, type VectorTarget } from './run-vectors.ts'
import type { Expectation, VectorCase, WireRequest, WireResponse } from './vector-format.ts'

const body = {
  a: {
    b: [
      { type: 'x', v: 1 },
      { type: 'y', v: null },
    ],
  },
  'urn:a:2.0:B': { c: 'd' },
  n: null,
  t: 'tide',
}

test.each([
  ['/a/b/1/type', 'y'],
  ['/a/b/[type=x]/v', 1],
  ['/a/b/[type=z]/v', undefined],
  ['/urn:a:2.0:B/c', 'd'],
  ['/n', null],
  ['/t/length', undefined],
  ['/constructor', undefined],
])('%s', (pointer, expected) => {
  expect(follow(body, pointer)).toEqual(expected)
  expect(follow({ list: [{ id: 'urn:a/b' }] }, '/list/[id=urn:a/b]/id')).toBe('urn:a/b')
})

test.each<[unknown, unknown, boolean]>([
  ['a', 'a', true],
  ['1', 1, false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  ['abc', { $regex: '^ab' }, true],
  [5, { $regex: '5' }, false],
  [[], { $type: 'array' }, true],
  [{}, { $type: 'array' }, false],
  [undefined, { $len: 0 }, true],
  [[1], { $len: 0 }, false],
  ['abc', { $len: 3 }, false],
  [['a', 'b'], { $contains: 'b' }, true],
  [[{ a: 1, b: 2 }], { $contains: { a: 1 } }, true],
  [[{ a: 1 }], { $contains: { a: 2 } }, false],
  ['404', { $oneOf: ['501', '404'] }, true],
  [404, { $oneOf: ['404'] }, false],
  [2, { $gte: 2 }, true],
  [undefined, { $gte: 0 }, false],
  [undefined, { $ne: 'x' }, true],
  ['x', { $ne: 'x' }, false],
  ['', { $blank: true }, true],
  [0, { $blank: true }, false],
])('%j against %j is %s', (actual, expected, outcome) => {
  expect(matches(actual, expected)).toBe(outcome)
})

/** Answers everything with the same, and remembers what it was asked. */
function target(response: Partial<WireResponse>, asked: WireRequest[] = []): VectorTarget {
  return {
    send: async (request) => {
      asked.push(request)
      return { status: 200, headers: { etag: 'W/"1"' }, text: JSON.stringify(body), ...response }
    },
    variables: async () => ({ base: 'https://x', token: 'T', uid: 'u' }),
    requires: async (requirement) => requirement === 'etag',
  }
}

function vector(expected: Expectation, more: Partial<VectorCase> = {}): VectorCase {
  return {
    name: 'one',
    level: 'must',
    source: '',
    given: [],
    request: { method: 'GET', path: '/{{uid}}' },
    expect: expected,
    ...more,
  }
}

describe('a case', () => {
  test.each<[Expectation, boolean]>([
    [{ status: 200 }, true],
    [{ status: [201, 200] }, true],
    [{ status: 201 }, false],
    [{ headers: { etag: { $regex: '^W' } } }, true],
    [{ headers: { location: 'x' } }, false],
    [{ absent: ['/n', '/x'] }, true],
    [{ absent: ['/t'] }, false],
    [{ bodyPaths: { '/t': 'tide' } }, true],
    [{ bodyPaths: { '/t': 'ebb' } }, false],
    [{ bodyEmpty: true }, false],
    [{ bodyIncludesText: ['tide'] }, true],
    [{ bodyIncludesText: ['ebb'] }, false],
    [{ bodyExcludesText: ['tide'] }, false],
    [{ ifStatus: { 204: { bodyEmpty: true } } }, true],
    [{ ifStatus: { 200: { bodyEmpty: true } } }, false],
  ])('expecting %j passes: %s', async (expected, passes) => {
    expect((await runCase(vector(expected), target({}))).kind).toBe(passes ? 'passed' : 'failed')
  })

  test('sends the defaults, what overrides them, and nothing that is null', async () => {
    const asked: WireRequest[] = []
    const request = {
      method: 'POST',
      path: '/{{uid}}',
      base: 'https://y',
      body: { '{{uid}}': { $repeatText: ['ab', 2] } },
      headers: { Authorization: null, Accept: 'text/plain' },
    }
    await runCase(vector({}, { request }), target({}, asked))
    expect(asked).toEqual([
      {
        method: 'POST',
        url: 'https://y/u',
        headers: { Accept: 'text/plain', 'Content-Type': 'application/scim+json' },
        body: '{"u":"abab"}',
      },
    ])
  })

  test('remembers what it captures, and fails when there is nothing', async () => {
    const asked: WireRequest[] = []
    const step = {
      request: { method: 'GET', path: '/' },
      expect: {},
      capture: { word: '/t' },
      captureHeaders: { tag: 'etag' },
    }
    const request = { method: 'GET', path: '/{{word}}', headers: { 'If-Match': '{{tag}}' } }
    await runCase(vector({}, { given: [step], request }), target({}, asked))
    expect(asked[1]).toMatchObject({
      url: 'https://x/tide',
      headers: { 'If-Match': 'W/"1"', Authorization: 'Bearer T' },
    })
    expect(
      (await runCase(vector({}, { given: [{ ...step, capture: { word: '/x' } }] }), target({}))).kind,
    ).toBe('failed')
    await expect(
      runCase(vector({}, { request: { method: 'GET', path: '/{{word}}' } }), target({})),
    ).rejects.toThrow('word')
  })

  test('repeats with so many under way', async () => {
    const asked: WireRequest[] = []
    await runCase(
      vector({}, { request: { method: 'GET', path: '/', repeat: 7, concurrency: 3 } }),
      target({}, asked),
    )
    expect(asked).toHaveLength(7)
  })
})

test('a run reports by level, with reasons and what was skipped', async () => {
  const suites = [
    {
      suite: 's',
      cases: [
        vector({ status: 200 }),
        vector({ status: 404 }, { name: 'two', level: 'should' }),
        vector({}, { name: 'three', requires: ['etag', 'throttled'] }),
      ],
    },
  ]
  const report = reportVectors(await runVectors({ ...target({}), suites }))
  expect(report).toContain('must: 1 of 2 passed')
  expect(report).toContain('should: 0 of 1 passed')
  expect(report).toContain('failed two\n  step 1, GET /{{uid}}: status 200, expected 404')
  expect(report).toContain('skipped three: needs throttled')
})
