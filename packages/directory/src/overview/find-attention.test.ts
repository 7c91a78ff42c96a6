import { connectionView, type ConnectionView } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { findAttention } from './find-attention.ts'

const id = '0197aaaa-0000-7000-8000-000000000001'
const at = '2026-11-21T12:00:00.000Z'

function connection(overrides: Partial<Record<keyof ConnectionView, unknown>>): ConnectionView {
  return connectionView.parse({
    id,
    kind: 'entra',
    displayName: 'Contoso',
    directoryId: 'contoso.example',
    clientId: id,
    cloud: 'default',
    hasSecret: true,
    secretReplacedAt: at,
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
    people: { mirrored: 3, linked: 3, conflicts: 0 },
    lastCheck: null,
    lastRun: { id, status: 'succeeded', finishedAt: at },
    createdAt: at,
    updatedAt: at,
    ...overrides,
  })
}

test('without a connection there is one thing to do', () => {
  expect(findAttention({ connections: [], held: [] }).map((item) => item.kind)).toEqual(['no_connection'])
})

test('a healthy connection needs nothing', () => {
  expect(findAttention({ connections: [connection({})], held: [] })).toEqual([])
})

test('failures, conflicts and connections never synced are named with a place to go', () => {
  const items = findAttention({
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
