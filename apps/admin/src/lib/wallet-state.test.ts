import { LIVE_WALLET_STATUSES, walletNotice, walletRefusal, walletSessionStatus } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { toNoticeAdvice, toRefusalAdvice, toWalletLook } from './wallet-state.ts'

const session = { purpose: 'claim', status: 'open', refusal: null } as const

test('every state has words of its own, and only live ones look busy', () => {
  const looks = walletSessionStatus.options.map((status) => ({
    status,
    ...toWalletLook({ ...session, status }),
  }))
  expect(new Set(looks.map((look) => look.word)).size).toBe(looks.length)
  expect(looks.filter((look) => look.busy).map((look) => look.status)).toEqual([...LIVE_WALLET_STATUSES])
})

test('an end is told by what the QR was for', () => {
  expect(toWalletLook({ ...session, status: 'done' }).word).toBe('Claimed')
  expect(toWalletLook({ ...session, purpose: 'login', status: 'done' }).word).toBe('Confirmed')
})

test('notices and refusals say what to do', () => {
  for (const notice of walletNotice.options) {
    expect(toNoticeAdvice(notice, true).text).toMatch(/[Ss]can again/)
  }
  for (const purpose of ['claim', 'login'] as const) {
    for (const refusal of walletRefusal.options) {
      expect(toRefusalAdvice({ purpose, status: 'failed', refusal }).title).not.toBe('')
    }
  }
})

test('the other form of the code is spoken of only when there is one', () => {
  expect(toNoticeAdvice('wallet_did_not_finish', true).text).toContain('simpler way')
  expect(toNoticeAdvice('wallet_did_not_finish', false).text).not.toContain('simpler way')
})

test('a wallet that opens no account is told apart from one that cannot claim', () => {
  const failed = { status: 'failed', refusal: 'rejected' } as const
  expect(toRefusalAdvice({ purpose: 'login', ...failed }).title).toContain('No account')
  expect(toRefusalAdvice({ purpose: 'claim', ...failed }).text).toContain('another wallet')
  expect(toRefusalAdvice({ purpose: 'claim', status: 'failed', refusal: null }).title).toBe(
    'The wallet was refused',
  )
})
