import { expect, test } from 'vitest'
import type { ConnectedServer } from './answer-request.ts'
import type { WalletRequest } from './recognise-link.ts'
import { reduceRequest, type RequestAction, type RequestState } from './request-state.ts'
import type { StoredWallet } from './wallet-store.ts'

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
const wallet: StoredWallet = {
  id: '0199a1b0-7000-7000-8000-000000000001',
  name: 'Wallet 1',
  algorithm: 'ed25519',
  did: 'did:vaultys:01',
  fingerprint: '0100',
  secret: '',
  usedAt: null,
}
const none: RequestState = { step: 'none' }

function run(...actions: RequestAction[]): RequestState['step'] {
  return actions.reduce(reduceRequest, none).step
}

test('a request is answered step by step', () => {
  const start: RequestAction[] = [
    { type: 'arrived', request },
    { type: 'connect', wallet },
    { type: 'connected', server },
  ]
  expect(run(...start)).toBe('connected')
  expect(run(...start, { type: 'approve' }, { type: 'accepted' })).toBe('done')
  expect(run(...start, { type: 'left' })).toBe('none')
})

test('the wallet that connected is the one that is bound', () => {
  const steps = [
    { type: 'arrived', request },
    { type: 'connect', wallet },
    { type: 'connected', server },
  ] as const
  const other = { ...wallet, name: 'Wallet 2' }
  const state = [...steps, { type: 'connect', wallet: other } as const].reduce(reduceRequest, none)
  expect(state).toMatchObject({ step: 'connected', wallet: { name: 'Wallet 1' } })
})

test('nothing is approved before the server has answered', () => {
  expect(run({ type: 'arrived', request }, { type: 'approve' })).toBe('asked')
  expect(run({ type: 'arrived', request }, { type: 'connect', wallet }, { type: 'accepted' })).toBe(
    'connecting',
  )
})

test('an answer that comes after leaving changes nothing', () => {
  const left: RequestAction[] = [{ type: 'arrived', request }, { type: 'connect', wallet }, { type: 'left' }]
  expect(run(...left, { type: 'connected', server })).toBe('none')
  expect(run(...left, { type: 'failed', text: 'too late' })).toBe('none')
})

test('a failure is kept with its request', () => {
  const failed = [
    { type: 'arrived', request },
    { type: 'connect', wallet },
    { type: 'failed', text: 'gone' },
  ] as const
  expect(failed.reduce(reduceRequest, none)).toEqual({ step: 'failed', request, text: 'gone' })
})
