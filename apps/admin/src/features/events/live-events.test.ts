import type { EventView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { NO_LIVE_EVENTS, reduceLiveEvents, type LiveEvents } from './live-events.ts'

function event(id: number): EventView {
  return {
    id,
    type: 'user.updated',
    at: '2026-01-02T03:04:05.000Z',
    actor: { kind: 'user', id: null, name: 'Ada' },
    text: 'Ada edited Grace.',
    connectionId: null,
    runId: null,
    userId: null,
    realmId: null,
    data: {},
  }
}

function arrive(state: LiveEvents, ...ids: number[]): LiveEvents {
  return ids.reduce((before, id) => reduceLiveEvents(before, { type: 'arrived', event: event(id) }), state)
}

describe('reduceLiveEvents', () => {
  it('announces new events without showing them', () => {
    const state = arrive(NO_LIVE_EVENTS, 5, 6)
    expect(state.waiting.map((one) => one.id)).toEqual([6, 5])
    expect(state.shown).toEqual([])
  })

  it('counts a repeated event once, before and after it was shown', () => {
    const repeated = arrive(NO_LIVE_EVENTS, 5, 5)
    expect(repeated.waiting).toHaveLength(1)
    const revealed = reduceLiveEvents(repeated, { type: 'revealed' })
    expect(arrive(revealed, 5).waiting).toEqual([])
  })

  it('shows what waited, newest first', () => {
    const state = reduceLiveEvents(arrive(NO_LIVE_EVENTS, 5, 6), { type: 'revealed' })
    expect(state.waiting).toEqual([])
    expect(state.shown.map((one) => one.id)).toEqual([6, 5])
  })
})
