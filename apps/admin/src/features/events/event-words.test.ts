import { EVENT_TYPES, eventListInput, type EventView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { mergeEvents, toEventLinks, toPatterns, toTypeOptions } from './event-words.ts'

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
    expect(options).toContainEqual({ value: 'scim.user.received', label: 'Provisioned people: received' })
    expect(options.every((option) => /^[A-Z][^_]*: [^_]+$/.test(option.label))).toBe(true)
  })
})

describe('toPatterns', () => {
  it('stands for every type but one, and fits into what the server takes', () => {
    const patterns = toPatterns('run.progressed')
    const matched = EVENT_TYPES.filter((type) =>
      patterns.some((one) => (one.endsWith('.*') ? type.startsWith(one.slice(0, -1)) : one === type)),
    )
    expect(matched).toEqual(EVENT_TYPES.filter((type) => type !== 'run.progressed'))
    expect(eventListInput.safeParse({ type: patterns.join(',') }).success).toBe(true)
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

  it('leads to the request that a client sent, or to the page of its kind of connection', () => {
    const received = event({ type: 'scim.user.received', connectionId: id, data: { requestId: 'r1' } })
    expect(toEventLinks(received)).toEqual([
      { label: 'Request', href: `/settings/integrations/scim/${id}/requests/r1` },
    ])
    expect(toEventLinks(event({ type: 'scim_token.created', connectionId: id }))).toEqual([
      { label: 'Connection', href: `/settings/integrations/scim/${id}` },
    ])
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
