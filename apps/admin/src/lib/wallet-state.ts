import type { WalletNotice, WalletRefusal, WalletSessionView } from '@rollcall/vocabulary'
import type { StatusLook } from './run-status.ts'

type Session = Pick<WalletSessionView, 'purpose' | 'status' | 'refusal'>

/** Where a QR stands, in the words of its state line. */
export function toWalletLook({ purpose, status }: Session): StatusLook {
  switch (status) {
    case 'open':
      return { tone: 'info', word: 'Waiting for a wallet', busy: true }
    case 'connected':
      return { tone: 'info', word: 'Wallet connected: confirm on the phone', busy: true }
    case 'done':
      return { tone: 'success', word: purpose === 'claim' ? 'Claimed' : 'Confirmed', busy: false }
    case 'expired':
      return { tone: 'neutral', word: 'This code has expired', busy: false }
    case 'cancelled':
      return { tone: 'neutral', word: 'This code was closed', busy: false }
    case 'failed':
      return { tone: 'danger', word: 'The wallet was refused', busy: false }
  }
}

export interface Advice {
  title: string
  text: string
}

/** What happened while the QR stays open, and what to do. `otherForm`: the code has changed its form since. */
export function toNoticeAdvice(notice: WalletNotice, otherForm: boolean): Advice {
  if (notice === 'check_clock') {
    return {
      title: 'The clock of the phone is off',
      text: 'It differs from ours by more than a minute. Set date and time of the phone to automatic, then scan again.',
    }
  }
  const simpler = 'The code now takes the simpler way, which works where a direct connection does not.'
  const patient = 'Keep the wallet open until it says that it is done.'
  return {
    title: 'The wallet connected, but did not finish',
    text: `Scan again. ${otherForm ? simpler : patient}`,
  }
}

const TOO_MANY: Advice = {
  title: 'Five attempts did not get through',
  text: 'This code is closed for safety. Show a new one and keep the wallet open until it says that it is done.',
}

const CLAIM_REFUSALS: Record<WalletRefusal, Advice> = {
  rejected: {
    title: 'The wallet was refused',
    text: 'It may belong to another account already, or it is not the wallet of a person. Try again with another wallet.',
  },
  already_claimed: {
    title: 'The account has been claimed already',
    text: 'It belongs to another wallet, so nothing was changed.',
  },
  too_many_attempts: TOO_MANY,
}

const LOGIN_REFUSALS: Record<WalletRefusal, Advice> = {
  rejected: {
    title: 'No account here can be used with this wallet',
    text: 'If you were sent a link to claim your account, open that first. If you have signed in with this wallet before, your account may be disabled: ask an administrator.',
  },
  already_claimed: {
    title: 'No account here can be used with this wallet',
    text: 'Ask an administrator which wallet your account belongs to.',
  },
  too_many_attempts: TOO_MANY,
}

/** Why a QR ended without success, and what to do; a refusal without a reason reads as `rejected`. */
export function toRefusalAdvice({ purpose, refusal }: Session): Advice {
  return (purpose === 'claim' ? CLAIM_REFUSALS : LOGIN_REFUSALS)[refusal ?? 'rejected']
}
