import { expect, test } from 'vitest'
import type { ConnectedServer } from './answer-request.ts'
import type { WalletRequest } from './recognise-link.ts'
import { reduceRequest, type RequestAction, type RequestState } from './request-state.ts'

const request: WalletRequest = {
  kind: 'request',
  key: 'ab'.repeat(32),
  relayUrl: 'http://127.0.0.1:4000/wallet',
  host: '127.0.0.1:4000',
  did: null,
  purpose: 'claim',
}
const server: ConnectedServer = {
  did: 'did:vaultys:00',
  fingerprint: '0000',
  approve: () => Promise.resolve(),
}
const none: RequestState = { step: 'none' }

function run(...actions: RequestAction[]): RequestState['step'] {
  return actions.reduce(reduceRequest, none).step
}

test('a request is answered step by step', () => {
  const start: RequestAction[] = [
    { type: 'arrived', request },
    { type: 'connect' },
    { type: 'connected', server },
  ]
  expect(run(...start)).toBe('connected')
  expect(run(...start, { type: 'approve' }, { type: 'accepted' })).toBe('done')
  expect(run(...start, { type: 'left' })).toBe('none')
})

test('nothing is approved before the server has answered', () => {
  expect(run({ type: 'arrived', request }, { type: 'approve' })).toBe('asked')
  expect(run({ type: 'arrived', request }, { type: 'connect' }, { type: 'accepted' })).toBe('connecting')
})

test('an answer that comes after leaving changes nothing', () => {
  const left: RequestAction[] = [{ type: 'arrived', request }, { type: 'connect' }, { type: 'left' }]
  expect(run(...left, { type: 'connected', server })).toBe('none')
  expect(run(...left, { type: 'failed', text: 'too late' })).toBe('none')
})

test('a failure is kept with its request', () => {
  const failed = [
    { type: 'arrived', request },
    { type: 'connect' },
    { type: 'failed', text: 'gone' },
  ] as const
  expect(failed.reduce(reduceRequest, none)).toEqual({ step: 'failed', request, text: 'gone' })
})
