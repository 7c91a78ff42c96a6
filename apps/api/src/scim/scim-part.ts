import { DirectoryError, type Log } from '@rollcall/directory'
import type { Database } from '@rollcall/db'
import type { SelfTestReport } from '@rollcall/vocabulary'
import type { AppDeps } from '../app-deps.ts'
import { createBearerCheck } from './bearer-check.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { createScimLimits, type ScimLimits } from './scim-limits.ts'
import type { ScimMetrics } from './scim-metrics.ts'
import type { Play } from './self-test/player.ts'
import { runSelfTest } from './self-test/run-self-test.ts'
import { toScimAccess } from './to-scim-access.ts'
import type { TokenCheck } from './token-check.ts'

/** What the service provider keeps in this process: who was let in lately, how often, and what is still to be logged. */
export interface ScimPart {
  readonly check: TokenCheck
  readonly limits: ScimLimits
  readonly log: RequestLog
  /** Plays Microsoft's checks on a copy of the connection. Throws `not_found`. */
  selfTest(connectionId: string): Promise<SelfTestReport>
  /** The surface says how its requests are sent without a network. */
  answerSelfTestsWith(play: Play): void
}

export interface OpenedScimPart extends ScimPart {
  /** Writes what is still to be logged. */
  close(): Promise<void>
}

export function openScimPart(options: {
  readonly db: Database
  readonly log: Log
  readonly now: () => Date
  readonly pollMs: number
  /** Requests a second, for one connection. */
  readonly rateLimit: number
  readonly metrics: ScimMetrics
  readonly contextFor: AppDeps['contextFor']
}): OpenedScimPart {
  const { db, log, now, pollMs, contextFor, metrics } = options
  const check = createBearerCheck({
    db,
    log,
    now,
    pollMs,
    toAccess: (row) => toScimAccess(row, contextFor),
  })
  const requestLog = createRequestLog({ db, log, onLost: (count) => metrics.lost(count) })
  let play: Play | null = null
  return {
    check,
    limits: createScimLimits(options.rateLimit),
    log: requestLog,
    async selfTest(connectionId) {
      if (play === null)
        throw new DirectoryError('unavailable', 'This process answers no SCIM requests. Ask a web process.')
      return runSelfTest({ db, now, connectionId, play })
    },
    answerSelfTestsWith(given) {
      play = given
    },
    async close() {
      check.close()
      await requestLog.close()
    },
  }
}
