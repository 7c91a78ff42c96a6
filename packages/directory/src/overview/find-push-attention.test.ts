import { connectionId, type ConnectionView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { findAttention } from './find-attention.ts'
import type { UnrevokedToken } from './find-push-attention.ts'

const id = connectionId.parse('0199a1b0-6f3c-7d2a-9b1e-4c2f8a7d1e01')
const now = new Date('2026-11-21T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)

const token: UnrevokedToken = {
  connectionId: id,
  name: 'Entra',
  expiresAt: null,
  lastUsedAt: inDays(-1),
}

const pushed: ConnectionView = {
  id,
  kind: 'scim',
  displayName: 'Okta',
  directoryId: null,
  clientId: null,
  cloud: 'default',
  hasSecret: false,
  secretReplacedAt: null,
  credential: { kind: 'secret', expiresAt: null, expirySource: null, thumbprint: null },
  baseUrl: 'https://rollcall.example/scim/v2/inbound/1',
  scim: {
    mirroring: {
      name: 'displayName',
      givenName: null,
      surname: null,
      email: null,
      jobTitle: null,
      department: null,
      employeeId: null,
    },
    keepRequestsDays: 30,
    firstCallAt: inDays(-20).toISOString(),
    lastCallAt: inDays(-1).toISOString(),
    users: 3,
    groups: 0,
    liveTokens: 1,
  },
  groupIds: [],
  defaultRole: 'member',
  includeNested: false,
  includeGuests: true,
  leaverPolicy: 'keep',
  leaverGraceDays: 14,
  guard: { maxPeople: 10, maxPercent: 5 },
  refreshClaimed: false,
  autoLinkClaimed: false,
  schedule: null,
  nextRunAt: null,
  schedulePaused: null,
  fullEveryDays: 7,
  reading: { next: 'full', why: '', lastFullAt: null },
  people: { mirrored: 3, linked: 3, conflicts: 0 },
  lastCheck: { status: 'fail', at: inDays(-19).toISOString() },
  lastRun: null,
  createdAt: inDays(-20).toISOString(),
  updatedAt: inDays(-20).toISOString(),
}

const neverCalled = (createdAt: Date): ConnectionView => ({
  ...pushed,
  createdAt: createdAt.toISOString(),
  scim: pushed.scim && { ...pushed.scim, firstCallAt: null, lastCallAt: null },
})

function find(connection: ConnectionView, tokens: readonly UnrevokedToken[]) {
  return findAttention({ now, connections: [connection], held: [], tokens })
}

test('a connection in use needs nobody: not for its old check, and not for never having been synced', () => {
  expect(find(pushed, [token])).toEqual([])
})

test('each thing leads to the page of the connection, in a sentence', () => {
  const [item, ...others] = find(pushed, [])
  expect(others).toEqual([])
  expect(item).toEqual({
    kind: 'push_no_token',
    text: 'Okta has no token that works, so no client can come in. Create one and give it to the client.',
    href: `/settings/integrations/scim/${id}`,
    count: null,
  })
})

const other = { ...token, connectionId: connectionId.parse('0199a1b0-6f3c-7d2a-9b1e-4c2f8a7d1e02') }
const cases: [string, ConnectionView, readonly UnrevokedToken[], [string, number | null][]][] = [
  ['a token of another connection', pushed, [other], [['push_no_token', null]]],
  ['expired, none other', pushed, [{ ...token, expiresAt: now }], [['push_token_expired', null]]],
  ['expired, another works', pushed, [{ ...token, expiresAt: inDays(-1) }, token], []],
  ['ends in 31 days', pushed, [{ ...token, expiresAt: inDays(31) }], []],
  ['ends in 30 days', pushed, [{ ...token, expiresAt: inDays(30) }], [['push_token_expiring', 30]]],
  ['ends today', pushed, [{ ...token, expiresAt: inDays(0.2) }], [['push_token_expiring', 1]]],
  [
    'the old one is still in use',
    pushed,
    [
      { ...token, expiresAt: inDays(7) },
      { ...token, name: 'New', lastUsedAt: null },
    ],
    [['push_token_expiring', 7]],
  ],
  ['the new one is in use', pushed, [{ ...token, expiresAt: inDays(7), lastUsedAt: inDays(-3) }, token], []],
  ['no call on the first day', neverCalled(inDays(-1)), [{ ...token, lastUsedAt: null }], []],
  [
    'no call after a day',
    neverCalled(inDays(-1.1)),
    [{ ...token, lastUsedAt: null }],
    [['push_never_called', null]],
  ],
  ['neither token nor call', neverCalled(inDays(-9)), [], [['push_no_token', null]]],
]

test.each(cases)('%s', (_name, connection, tokens, expected) => {
  const found = find(connection, tokens)
  expect(found.map((item) => [item.kind, item.count])).toEqual(expected)
  for (const item of found) expect(item.text).toMatch(/^[A-Z].*\.$/)
})

test('a paused schedule leads to the rules of the connection that is pushed to', () => {
  const schedulePaused = { at: now.toISOString(), reason: 'undo' as const, text: 'A sync was taken back.' }
  const [item] = find({ ...pushed, schedulePaused }, [token])
  expect(item).toMatchObject({
    kind: 'schedule_paused',
    href: `/settings/integrations/scim/${id}?section=rules`,
  })
})
