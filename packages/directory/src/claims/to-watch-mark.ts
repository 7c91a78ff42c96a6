import type { WatchedSession } from '@rollcall/db'
import { walletSessionStatus } from '@rollcall/vocabulary'
import { MAX_ATTEMPTS, passTime } from './session-rules.ts'

/** Differs from one moment to another when the session looks different to those who watch, by a change or by time alone. */
export function toWatchMark(session: WatchedSession, now: Date): string {
  const status = walletSessionStatus.parse(session.status)
  // That time moves it is what counts, not where to.
  const passed = passTime({ ...session, status, channel: null, attempts: MAX_ATTEMPTS }, now)
  return `${session.version}.${passed.to === 'stay' ? status : passed.to}`
}
