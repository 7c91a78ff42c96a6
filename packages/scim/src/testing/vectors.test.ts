import { describe, expect, test } from 'vitest'
import { createModelServer } from './model/model-server.ts'
import { readSuites } from './vectors/read-suites.ts'
import { runCase, type VectorTarget } from './vectors/run-vectors.ts'

/** Passing these says something about the model server alone: they are about access, media types, limits and routes. */
const MODEL_ONLY: ReadonlySet<string> = new Set([
  'probe-without-user-agent',
  'no-token-401',
  'unknown-token-401',
  'basic-auth-401',
  'bearer-scheme-case-insensitive',
  'write-without-token-changes-nothing',
  'schemas-unknown-404',
  'discovery-filter-forbidden',
  'content-type-application-json-accepted',
  'content-type-charset-accepted',
  'accept-application-json-still-scim',
  'create-race-same-userName',
  'duplicate-userName-409',
  'duplicate-of-deactivated-user-409',
  'filter-plus-encoded-spaces',
  'filter-trailing-slash-collection',
  'flag-query-parameter-ignored',
  'patch-unknown-user-404',
  'hard-delete-204',
  'delete-twice-404',
  'patch-after-delete-404',
  'recreate-after-delete-201',
  'delete-removes-from-groups',
  'put-unknown-404-never-creates',
  'duplicate-group-displayName-409',
  'add-unknown-member-rejected-atomically',
  'group-delete-204-users-survive',
  'get-unknown-group-404',
  'recreate-group-after-delete-201',
  'get-unknown-user-404',
  'delete-unknown-user-404',
  'malformed-json-400',
  'unknown-endpoint-404-scim-error',
  'bulk-not-supported',
  'me-not-supported',
  'error-detail-never-leaks-internals',
  'sustained-25-requests-per-second',
  'throttle-answer-shape',
  'revoked-token-401',
  'token-of-other-connection-401',
  'two-live-tokens-during-rotation',
  'resources-invisible-across-connections',
  'same-userName-in-two-connections',
  'cross-connection-write-404',
])

const suites = readSuites()
const names = suites.flatMap(({ cases }) => cases.map(({ name }) => name))

/** A model with its own clock, which moves with every look, and ids that count. */
function openTarget(): VectorTarget {
  let ids = 0
  let time = Date.parse('2026-11-22T08:00:00Z')
  const newId = () => `0000000000${(ids += 1)}`.slice(-8)
  const server = createModelServer({ newId, now: () => new Date((time += 1000)) })
  return {
    send: server.send,
    variables: async () => {
      const [first, second] = [server.openConnection(), server.openConnection()]
      const revoked = server.addToken(first.base)
      server.revokeToken(first.base, revoked)
      return {
        ...first,
        base2: second.base,
        token2: second.token,
        tokenB: server.addToken(first.base),
        revokedToken: revoked,
        uid: newId(),
      }
    },
    requires: async (requirement, variables) => {
      if (requirement === 'throttled') server.throttle(variables.get('base') ?? '')
      return true
    },
  }
}

test('the corpus is complete, and the marks name cases of it', () => {
  expect(names).toHaveLength(182)
  expect(new Set(names).size).toBe(182)
  expect([...MODEL_ONLY].filter((name) => !names.includes(name))).toEqual([])
})

describe.each(suites)('$suite', ({ cases }) => {
  test.each(cases.map((vector) => ({ vector, title: titleOf(vector.name) })))(
    '$title',
    async ({ vector }) => {
      expect(await runCase(vector, openTarget())).toEqual({ kind: 'passed' })
    },
  )
})

function titleOf(name: string): string {
  return MODEL_ONLY.has(name) ? `${name} (proves the model only)` : name
}
