import { connectionView, type ConnectionView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { findAttention } from './find-attention.ts'

const id = '0197aaaa-0000-7000-8000-000000000001'
const at = '2026-11-21T12:00:00.000Z'
const now = new Date(at)

function connection(overrides: Partial<Record<keyof ConnectionView, unknown>>): ConnectionView {
  return connectionView.parse({
    id,
    kind: 'entra',
    baseUrl: null,
    scim: null,
    displayName: 'Contoso',
    directoryId: 'contoso.example',
    clientId: id,
    cloud: 'default',
    hasSecret: true,
    secretReplacedAt: at,
    credential: { kind: 'secret', expiresAt: null, expirySource: null, thumbprint: null },
    groupIds: [],
    defaultRole: 'member',
    includeNested: false,
    includeGuests: true,
    leaverPolicy: 'keep',
    leaverGraceDays: 14,
    guard: {},
    refreshClaimed: false,
    autoLinkClaimed: false,
    schedule: null,
    nextRunAt: null,
    schedulePaused: null,
    fullEveryDays: 7,
    reading: { next: 'full', why: 'It is the first.', lastFullAt: null },
    people: { mirrored: 3, linked: 3, conflicts: 0 },
    lastCheck: null,
    lastRun: { id, status: 'succeeded', finishedAt: at },
    createdAt: at,
    updatedAt: at,
    ...overrides,
  })
}

test('without a connection there is one thing to do', () => {
  expect(findAttention({ now, connections: [], held: [] }).map((item) => item.kind)).toEqual([
    'no_connection',
  ])
})

test('a healthy connection needs nothing', () => {
  expect(findAttention({ now, connections: [connection({})], held: [] })).toEqual([])
})

test('failures, conflicts and connections never synced are named with a place to go', () => {
  const items = findAttention({
    now,
    connections: [
      connection({ lastRun: { id, status: 'failed', finishedAt: at }, lastCheck: { status: 'fail', at } }),
      connection({ lastRun: null, people: { mirrored: 0, linked: 0, conflicts: 2 } }),
    ],
    held: [],
  })
  expect(items.map((item) => [item.kind, item.href, item.count])).toEqual([
    ['failed_run', `/sync-runs/${id}`, null],
    ['failed_check', `/settings/integrations/entra/${id}`, null],
    ['conflicts', '/conflicts', 2],
    ['never_synced', `/sync/${id}`, null],
  ])
})

test('a paused schedule leads to the rules, with the reason', () => {
  const schedulePaused = { at, reason: 'credentials', text: 'Replace the secret.' }
  expect(findAttention({ now, connections: [connection({ schedulePaused })], held: [] })).toEqual([
    {
      kind: 'schedule_paused',
      text: 'The schedule of Contoso is paused. Replace the secret.',
      href: `/settings/integrations/entra/${id}?section=rules`,
      count: null,
    },
  ])
})

test.each([
  ['2026-12-22T12:00:00.000Z', []],
  ['2026-12-21T12:00:00.000Z', [['credential_expiring', 'expires in 30 days, on 2026-12-21', 30]]],
  ['2026-11-22T11:00:00.000Z', [['credential_expiring', 'expires within a day, on 2026-11-22', 1]]],
  ['2026-11-21T12:00:00.000Z', [['credential_expired', 'expired on 2026-11-21', null]]],
] as const)('a secret that ends on %s is %j', (expiresAt, expected) => {
  const credential = { kind: 'secret', expiresAt, expirySource: 'typed', thumbprint: null }
  const items = findAttention({ now, connections: [connection({ credential })], held: [] })
  expect(items).toHaveLength(expected.length)
  for (const [kind, words, count] of expected) {
    const text = expect.stringContaining(`The client secret of Contoso ${words}`)
    expect(items).toContainEqual({ kind, text, href: `/settings/integrations/entra/${id}`, count })
  }
})

test('a wallet that belongs to someone else and a paused sending are told of, even without a directory', () => {
  const items = findAttention({
    now,
    connections: [],
    held: [],
    taken: [{ userId: id, name: 'Ada', holder: 'Grace' }],
    paused: [{ id, reason: 'The mail server refuses to sign in.' }],
  })
  expect(items.map(({ kind, href }) => [kind, href])).toEqual([
    ['wallet_taken', `/users/${id}`],
    ['mailing_paused', `/mailings/${id}`],
    ['no_connection', '/settings/integrations/entra/new'],
  ])
  expect(items[0]?.text).toContain('The wallet of Grace tried to claim the account of Ada.')
  expect(items[1]?.text).toContain('The mail server refuses to sign in.')
})
