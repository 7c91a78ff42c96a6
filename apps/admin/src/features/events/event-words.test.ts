import type { EventView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { mergeEvents, toEventLinks, toTypeOptions } from './event-words.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

function event(over: Partial<EventView>): EventView {
  return {
    id: 1,
    type: 'run.finished',
    at: '2026-01-02T03:04:05.000Z',
    actor: { kind: 'system', id: null, name: 'Rollcall' },
    text: 'The sync finished.',
    connectionId: null,
    runId: null,
    userId: null,
    realmId: null,
    data: {},
    ...over,
  }
}

describe('toTypeOptions', () => {
  it('names every type in words', () => {
    const options = toTypeOptions()
    expect(options).toContainEqual({ value: 'run.cancel_requested', label: 'Sync runs: cancel requested' })
    expect(options).toContainEqual({ value: 'claim.did_taken', label: 'Claims: did taken' })
    expect(options).toContainEqual({ value: 'wallet_settings.changed', label: 'Wallet settings: changed' })
    expect(options.every((option) => /^[A-Z][^_]*: [^_]+$/.test(option.label))).toBe(true)
  })
})

describe('toEventLinks', () => {
  it('leads to what exists only', () => {
    expect(toEventLinks(event({ type: 'user.deleted', userId: id }))).toEqual([])
    expect(toEventLinks(event({ type: 'user.updated', userId: id }))).toEqual([
      { label: 'Person', href: `/users/${id}` },
    ])
  })

  it('leads to the messages of a mailing, and not to someone deleted with their invitation', () => {
    expect(toEventLinks(event({ type: 'mailing.started', data: { mailingId: id } }))).toEqual([
      { label: 'Messages', href: `/mailings/${id}` },
    ])
    const revoked = event({ type: 'invitation.revoked', userId: id, data: { userDeleted: true } })
    expect(toEventLinks(revoked)).toEqual([])
  })

  it('prefers the run to its connection', () => {
    expect(toEventLinks(event({ runId: id, connectionId: id })).map((link) => link.label)).toEqual([
      'Sync run',
    ])
  })
})

describe('mergeEvents', () => {
  it('keeps each event once, newest first', () => {
    const merged = mergeEvents([event({ id: 4 }), event({ id: 3 })], [event({ id: 3 }), event({ id: 2 })])
    expect(merged.map((one) => one.id)).toEqual([4, 3, 2])
  })
})
