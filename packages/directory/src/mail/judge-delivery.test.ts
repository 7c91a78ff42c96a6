import { describe, expect, test } from 'vitest'
import { type Attempt, judgeDelivery } from './judge-delivery.ts'
import type { Delivery, MailFailure } from './mailer.ts'

const now = new Date('2026-11-21T12:00:00Z')
const MINUTE = 60_000
const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE)
const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  attempts: 1,
  now,
  linkExpiresAt: later(7 * 24 * 60),
  ...more,
})
const failed = (failure: MailFailure, temporary: boolean): Delivery => ({
  outcome: 'failed',
  failure,
  temporary,
  answer: null,
})

const OF_SERVER: MailFailure[] = [
  'dns',
  'refused',
  'timeout',
  'silent',
  'dropped',
  'tls_unavailable',
  'tls_protocol',
  'certificate_expired',
  'certificate_name',
  'certificate_untrusted',
  'auth',
  'password_lost',
  'sender',
  'relay',
  'busy',
  'unknown',
]

describe('what follows an attempt', () => {
  test('a message that was taken is done', () => {
    expect(judgeDelivery({ outcome: 'sent' }, attempt())).toEqual({ step: 'sent' })
  })

  test.each(OF_SERVER)('%s waits for the server to work, whether or not it passes by itself', (failure) => {
    for (const temporary of [true, false]) {
      expect(judgeDelivery(failed(failure, temporary), attempt())).toEqual({
        step: 'retry',
        at: later(1),
        ofServer: true,
      })
    }
  })

  test.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 180],
    [6, 180],
    [40, 180],
  ])('after attempt %d it waits %d minutes', (attempts, minutes) => {
    expect(judgeDelivery(failed('refused', true), attempt({ attempts }))).toMatchObject({
      at: later(minutes),
    })
  })

  test('a refused address ends it, and says nothing about the server', () => {
    expect(judgeDelivery(failed('recipient', false), attempt())).toEqual({
      step: 'give_up',
      because: 'refused',
      ofServer: false,
    })
    expect(judgeDelivery(failed('recipient', true), attempt())).toMatchObject({
      step: 'retry',
      ofServer: false,
    })
  })

  test('a refused text ends it, and the next one would be refused as well', () => {
    expect(judgeDelivery(failed('message', false), attempt())).toEqual({
      step: 'give_up',
      because: 'refused',
      ofServer: true,
    })
  })

  test('nothing is tried at or after the end of the link', () => {
    const about = (minutes: number) =>
      judgeDelivery(failed('refused', true), attempt({ linkExpiresAt: later(minutes) }))
    expect(about(1)).toEqual({ step: 'give_up', because: 'link_ended', ofServer: true })
    expect(about(2)).toMatchObject({ step: 'retry' })
  })
})
