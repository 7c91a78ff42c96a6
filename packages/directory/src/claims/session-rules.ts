import type { OutcomeCode } from '@rollcall/vaultysid'
import { isLiveWallet, type WalletNotice, type WalletSessionStatus } from '@rollcall/vocabulary'

/** Why a session ended without success: codes of the protocol, and those of the account it was for. */
export type FailureCode = OutcomeCode | AccountFailure
export type AccountFailure =
  | 'too-many-attempts'
  | 'already-claimed'
  | 'did-taken'
  | 'identity-differs'
  | 'person-disabled'
  | 'link-ended'
  | 'unknown-wallet'

/** First messages that are answered; a wallet that loses its connection may begin again that often. */
export const MAX_ATTEMPTS = 5
/** How long a wallet that was answered has to sign. */
export const FINISH_WITHIN_MS = 60_000

/** What decides what may happen to a session next. */
export interface SessionState {
  readonly status: WalletSessionStatus
  /** First messages that were answered so far. */
  readonly attempts: number
  /** The connection that was answered; null unless connected. */
  readonly channel: string | null
  readonly step1At: Date | null
  readonly expiresAt: Date
}

/** What can go against a session. */
export type Setback =
  | { readonly kind: 'first_refused'; readonly code: FailureCode }
  | { readonly kind: 'last_refused'; readonly code: FailureCode }
  /** A connection was closed by the wallet or the network. */
  | { readonly kind: 'left'; readonly channel: string }
  | { readonly kind: 'cancelled' }

/** What the mere passing of time can do. */
export type TimeMove =
  | { readonly to: 'stay' }
  /** Another wallet, or the same one again, may answer. */
  | { readonly to: 'open'; readonly notice: WalletNotice }
  | { readonly to: 'expired' }
  | { readonly to: 'failed'; readonly code: FailureCode }

export type Move =
  | TimeMove
  /** Everything stays but what the browser is told. */
  | { readonly to: 'notice'; readonly notice: WalletNotice }
  | { readonly to: 'cancelled' }

const STAY = { to: 'stay' } as const

// All of these are total: time comes first, and whatever happens to a session that has ended, it stays as it is.

export function passTime(session: SessionState, now: Date): TimeMove {
  if (!isLiveWallet(session.status)) return STAY
  if (now >= session.expiresAt) return { to: 'expired' }
  return isUnfinished(session, now) ? giveUp(session) : STAY
}

/** A wallet sent a good first message: it is answered, in place of one that was answered before over another connection. */
export function acceptFirst(session: SessionState, now: Date): TimeMove | { readonly to: 'connected' } {
  const passed = passTime(session, now)
  if (passed.to !== 'stay' || !isLiveWallet(session.status)) return passed
  return session.attempts < MAX_ATTEMPTS ? { to: 'connected' } : tooManyAttempts()
}

/** The wallet that was answered has signed. */
export function acceptLast(session: SessionState, now: Date): TimeMove | { readonly to: 'done' } {
  const passed = passTime(session, now)
  return passed.to === 'stay' && session.status === 'connected' ? { to: 'done' } : passed
}

export function setBack(session: SessionState, setback: Setback, now: Date): Move {
  const passed = passTime(session, now)
  if (passed.to !== 'stay' || !isLiveWallet(session.status)) return passed
  const connected = session.status === 'connected'
  switch (setback.kind) {
    case 'cancelled':
      return { to: 'cancelled' }
    case 'first_refused':
      return refuseFirst(session, setback.code)
    case 'last_refused':
      return connected ? refuseLast(session, setback.code) : STAY
    case 'left':
      return connected && session.channel === setback.channel ? giveUp(session) : STAY
  }
}

/** Requests to the relay: each is a connection of its own, though all of them have this name. */
const RELAY = 'relay'

/**
 * Which message of the exchange one that arrives has to be. A wallet that comes over another connection than the one
 * that was answered begins again, as does one that `begins` anew over the relay; null when the session takes no more.
 */
export function expectedMessage(
  session: Pick<SessionState, 'status' | 'channel'>,
  { channel, begins }: { readonly channel: string; readonly begins: boolean },
): 'first' | 'last' | null {
  if (!isLiveWallet(session.status)) return null
  const same = session.status === 'connected' && session.channel === channel
  return same && !(begins && channel === RELAY) ? 'last' : 'first'
}

/** A session as it stands now, whether or not the passing of time has been written down yet. */
export function statusNow(
  session: SessionState & { readonly notice: WalletNotice | null },
  now: Date,
): { readonly status: WalletSessionStatus; readonly notice: WalletNotice | null } {
  const move = passTime(session, now)
  if (move.to === 'expired') return { status: 'expired', notice: null }
  if (move.to === 'failed') return { status: 'failed', notice: null }
  if (move.to === 'open') return { status: 'open', notice: move.notice }
  return { status: session.status, notice: session.notice }
}

function isUnfinished({ status, step1At }: SessionState, now: Date): boolean {
  return status === 'connected' && step1At !== null && now.getTime() - step1At.getTime() >= FINISH_WITHIN_MS
}

function giveUp({ attempts }: SessionState): TimeMove {
  return attempts < MAX_ATTEMPTS ? { to: 'open', notice: 'wallet_did_not_finish' } : tooManyAttempts()
}

/**
 * A clock that is wrong can be set right, so the QR stays. The last message of an exchange that was given up or
 * replaced is only late: it changes nothing, and above all not what another wallet has begun meanwhile.
 */
function refuseFirst({ attempts }: SessionState, code: FailureCode): Move {
  if (code === 'stale') return { to: 'notice', notice: 'check_clock' }
  if (code === 'unexpected-state' && attempts > 0) return STAY
  return { to: 'failed', code }
}

/** Over the relay the last message of an exchange that another one has replaced cannot be told by its connection. */
function refuseLast({ attempts, channel }: SessionState, code: FailureCode): Move {
  return channel === RELAY && attempts > 1 && OF_ANOTHER.has(code) ? STAY : { to: 'failed', code }
}

/** What a message says that belongs to another exchange of the same session. */
const OF_ANOTHER: ReadonlySet<FailureCode> = new Set(['timestamp-changed', 'pk1-changed', 'nonce-changed'])

function tooManyAttempts(): TimeMove {
  return { to: 'failed', code: 'too-many-attempts' }
}
