import { walletSessionStatus, type WalletSessionStatus } from '@rollcall/vocabulary'
import { describe, expect, test } from 'vitest'
import {
  acceptFirst,
  acceptLast,
  expectedMessage,
  FINISH_WITHIN_MS,
  MAX_ATTEMPTS,
  passTime,
  setBack,
  statusNow,
  type SessionState,
  type Setback,
} from './session-rules.ts'

const now = new Date('2026-11-21T12:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)

function session(over: Partial<SessionState> & { status: WalletSessionStatus }): SessionState {
  const connected = over.status === 'connected'
  return {
    attempts: connected ? 1 : 0,
    channel: connected ? 'one' : null,
    step1At: connected ? at(-1_000) : null,
    expiresAt: at(120_000),
    ...over,
  }
}

const stay = { to: 'stay' }
const gaveUp = { to: 'open', notice: 'wallet_did_not_finish' }
const clock = { to: 'notice', notice: 'check_clock' }
const cancelled = { to: 'cancelled' }
const expired = { to: 'expired' }
const failed = (code: string) => ({ to: 'failed', code })
const tooMany = failed('too-many-attempts')
const refused = (kind: 'first_refused' | 'last_refused', code: 'bad-sign1' | 'stale' | 'unexpected-state') =>
  ({ kind, code }) as const

/** Every state with everything that can go against it. */
const SETBACKS: [string, SessionState, Setback, object][] = [
  ['open, cancelled', session({ status: 'open' }), { kind: 'cancelled' }, cancelled],
  [
    'open, bad first',
    session({ status: 'open' }),
    refused('first_refused', 'bad-sign1'),
    failed('bad-sign1'),
  ],
  ['open, late clock', session({ status: 'open' }), refused('first_refused', 'stale'), clock],
  [
    'open, a last message as the first',
    session({ status: 'open' }),
    refused('first_refused', 'unexpected-state'),
    failed('unexpected-state'),
  ],
  [
    'open again, the last message of what was given up',
    session({ status: 'open', attempts: 1 }),
    refused('first_refused', 'unexpected-state'),
    stay,
  ],
  ['open, refused last', session({ status: 'open' }), refused('last_refused', 'bad-sign1'), stay],
  ['open, someone left', session({ status: 'open' }), { kind: 'left', channel: 'one' }, stay],
  ['connected, cancelled', session({ status: 'connected' }), { kind: 'cancelled' }, cancelled],
  [
    'connected, bad first over another connection',
    session({ status: 'connected' }),
    refused('first_refused', 'bad-sign1'),
    failed('bad-sign1'),
  ],
  [
    'connected, late clock over another connection',
    session({ status: 'connected' }),
    refused('first_refused', 'stale'),
    clock,
  ],
  [
    'connected, the last message of what was replaced',
    session({ status: 'connected', attempts: 2 }),
    refused('first_refused', 'unexpected-state'),
    stay,
  ],
  [
    'connected, refused last',
    session({ status: 'connected' }),
    refused('last_refused', 'bad-sign1'),
    failed('bad-sign1'),
  ],
  [
    'connected, stale last',
    session({ status: 'connected' }),
    refused('last_refused', 'stale'),
    failed('stale'),
  ],
  ['connected, left', session({ status: 'connected' }), { kind: 'left', channel: 'one' }, gaveUp],
  ['connected, another left', session({ status: 'connected' }), { kind: 'left', channel: 'two' }, stay],
  [
    'connected for the fifth time, left',
    session({ status: 'connected', attempts: MAX_ATTEMPTS }),
    { kind: 'left', channel: 'one' },
    tooMany,
  ],
]

const ENDED = walletSessionStatus.options.filter((status) => status !== 'open' && status !== 'connected')

describe('what goes against a session', () => {
  test.each(SETBACKS)('%s', (_name, state, setback, move) => {
    expect(setBack(state, setback, now)).toEqual(move)
  })

  test.each(SETBACKS)('%s: time comes first', (_name, state, setback) => {
    expect(setBack({ ...state, expiresAt: now }, setback, now)).toEqual(expired)
    if (state.status !== 'connected') return
    const waited = { ...state, step1At: at(-FINISH_WITHIN_MS) }
    expect(setBack(waited, setback, now)).toEqual(state.attempts < MAX_ATTEMPTS ? gaveUp : tooMany)
  })

  test.each(ENDED)('%s stays what it is', (status) => {
    for (const [, , setback] of SETBACKS) expect(setBack(session({ status }), setback, now)).toEqual(stay)
    for (const over of [{}, { expiresAt: now }]) {
      const state = session({ status, ...over })
      expect(passTime(state, now)).toEqual(stay)
      expect(acceptFirst(state, now)).toEqual(stay)
      expect(acceptLast(state, now)).toEqual(stay)
      expect(expectedMessage({ ...state, channel: 'one' }, { channel: 'one', begins: true })).toBeNull()
    }
  })
})

describe('time', () => {
  test('ends a session at its last instant and not before', () => {
    for (const status of ['open', 'connected'] as const) {
      expect(passTime(session({ status, expiresAt: at(1) }), now)).toEqual(stay)
      expect(passTime(session({ status, expiresAt: now }), now)).toEqual(expired)
    }
  })

  test('gives a wallet a minute to sign, five times', () => {
    const waiting = (ms: number, attempts: number) =>
      session({ status: 'connected', attempts, step1At: at(-ms) })
    expect(passTime(waiting(FINISH_WITHIN_MS - 1, 1), now)).toEqual(stay)
    expect(passTime(waiting(FINISH_WITHIN_MS, 1), now)).toEqual(gaveUp)
    expect(passTime(waiting(FINISH_WITHIN_MS, MAX_ATTEMPTS - 1), now)).toEqual(gaveUp)
    expect(passTime(waiting(FINISH_WITHIN_MS, MAX_ATTEMPTS), now)).toEqual(tooMany)
  })

  test('shows before it has been written down', () => {
    const waited = session({ status: 'connected', step1At: at(-FINISH_WITHIN_MS) })
    expect(statusNow({ ...waited, notice: null }, now)).toEqual({
      status: 'open',
      notice: 'wallet_did_not_finish',
    })
    expect(statusNow({ ...waited, attempts: MAX_ATTEMPTS, notice: null }, now).status).toBe('failed')
    expect(statusNow({ ...waited, expiresAt: now, notice: 'check_clock' }, now)).toEqual({
      status: 'expired',
      notice: null,
    })
    expect(statusNow({ ...session({ status: 'open' }), notice: 'check_clock' }, now)).toEqual({
      status: 'open',
      notice: 'check_clock',
    })
  })
})

describe('messages', () => {
  test('are the first until one was answered, and the last only where it was answered', () => {
    const expected = (status: 'open' | 'connected', channel: string, begins: boolean) =>
      expectedMessage(session({ status }), { channel, begins })
    for (const begins of [true, false]) {
      expect(expected('open', 'one', begins)).toBe('first')
      expect(expected('connected', 'one', begins)).toBe('last')
      expect(expected('connected', 'two', begins)).toBe('first')
    }
  })

  test('a wallet may begin again over the relay, and what it replaced is only late', () => {
    const connected = session({ status: 'connected', channel: 'relay', attempts: 2 })
    expect(expectedMessage(connected, { channel: 'relay', begins: true })).toBe('first')
    expect(expectedMessage(connected, { channel: 'relay', begins: false })).toBe('last')
    const late = { kind: 'last_refused', code: 'nonce-changed' } as const
    expect(setBack(connected, late, now)).toEqual(stay)
    expect(setBack({ ...connected, attempts: 1 }, late, now)).toEqual(failed('nonce-changed'))
    expect(setBack({ ...connected, channel: 'one' }, late, now)).toEqual(failed('nonce-changed'))
    expect(setBack(connected, { kind: 'last_refused', code: 'bad-sign1' }, now)).toEqual(failed('bad-sign1'))
  })

  test('are answered five times, also in place of one that was answered before', () => {
    expect(acceptFirst(session({ status: 'open', attempts: MAX_ATTEMPTS - 1 }), now)).toEqual({
      to: 'connected',
    })
    expect(acceptFirst(session({ status: 'connected' }), now)).toEqual({ to: 'connected' })
    expect(acceptFirst(session({ status: 'connected', attempts: MAX_ATTEMPTS }), now)).toEqual(tooMany)
    expect(acceptFirst(session({ status: 'open', expiresAt: now }), now)).toEqual(expired)
  })

  test('end in done only from connected, in time', () => {
    expect(acceptLast(session({ status: 'connected' }), now)).toEqual({ to: 'done' })
    expect(acceptLast(session({ status: 'open' }), now)).toEqual(stay)
    expect(acceptLast(session({ status: 'connected', expiresAt: now }), now)).toEqual(expired)
    const waited = session({ status: 'connected', step1At: at(-FINISH_WITHIN_MS) })
    expect(acceptLast(waited, now)).toEqual(gaveUp)
  })
})
