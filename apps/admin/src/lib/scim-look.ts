import type { ScimConnectionPart } from '@rollcall/vocabulary'
import type { StatusLook } from './run-status.ts'

/** Entra comes by every 40 minutes; a day without a call means that it was stopped or put in quarantine. */
const QUIET_MS = 24 * 60 * 60 * 1000

type Calls = Pick<ScimConnectionPart, 'firstCallAt' | 'lastCallAt' | 'liveTokens'>

/** Whether the client of a connection gets in, and has. */
export function toScimLook({ firstCallAt, lastCallAt, liveTokens }: Calls, now: Date): StatusLook {
  if (liveTokens === 0) {
    return firstCallAt === null
      ? { tone: 'neutral', word: 'Needs a token', busy: false }
      : { tone: 'danger', word: 'No valid token', busy: false }
  }
  if (firstCallAt === null) return { tone: 'info', word: 'Waiting for the first call', busy: true }
  if (isQuiet(lastCallAt, now)) return { tone: 'warning', word: 'Quiet for a day or more', busy: false }
  return { tone: 'success', word: 'Connected', busy: false }
}

function isQuiet(lastCallAt: string | null, now: Date): boolean {
  return lastCallAt !== null && now.getTime() - new Date(lastCallAt).getTime() > QUIET_MS
}
