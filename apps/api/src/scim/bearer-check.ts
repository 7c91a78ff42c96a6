import { findScimToken, hashToken, latestEventId, type Database, type ScimTokenRow } from '@rollcall/db'
import type { Log } from '@rollcall/directory'
import { hash } from 'node:crypto'
import { createAccessMemory } from './access-memory.ts'
import { createChangeWatch } from './change-watch.ts'
import type { AddressedConnection } from './read-address.ts'
import type { ScimAccess, ScimRefusal, TokenCheck, TokenVerdict } from './token-check.ts'

/** How long an answer of the database is good for when nobody says that it has changed. */
const REMEMBER_MS = 5000
const MAX_EACH = 2000

interface Known {
  readonly revoked: boolean
  readonly access: ScimAccess
}

export interface BearerCheckOptions {
  readonly db: Database
  readonly log: Pick<Log, 'warn'>
  readonly now: () => Date
  /** How often changes by other processes are looked for, while there is something to forget. */
  readonly pollMs: number
  readonly toAccess: (row: ScimTokenRow) => ScimAccess
}

/** Secret tokens of RFC 6750, known by their hash. What is remembered ends with a change here at once, elsewhere within a poll. */
export function createBearerCheck(options: BearerCheckOptions): TokenCheck {
  const { db, log, now, pollMs } = options
  const memory = createAccessMemory<Known>({ forMs: REMEMBER_MS, maxEach: MAX_EACH })
  const looking = new Map<string, Promise<Known | null>>()

  // Whoever asks after this must not be answered by a question from before it.
  const forget = () => {
    memory.clear()
    looking.clear()
  }
  const watch = createChangeWatch({ db, log, now, pollMs, forMs: 2 * REMEMBER_MS, forget })

  async function ask(key: string, token: string): Promise<Known | null> {
    await watch.follow(() => latestEventId(db.client))
    const { generation } = memory
    const row = await findScimToken(db, hashToken(token))
    const known = row && { revoked: row.revokedAt !== null, access: options.toAccess(row) }
    memory.put(key, known, now().getTime(), generation)
    return known
  }

  function askOnce(key: string, token: string): Promise<Known | null> {
    const asked = looking.get(key)
    if (asked) return asked
    const answer = ask(key, token).finally(() => {
      if (looking.get(key) === answer) looking.delete(key)
    })
    looking.set(key, answer)
    return answer
  }

  return {
    async check(authorization, connection) {
      const token = readBearer(authorization)
      const key = hash('sha256', token, 'base64')
      const at = now()
      const remembered = memory.get(key, at.getTime())
      const known = remembered === undefined ? await askOnce(key, token) : remembered
      return judge({ known, missing: token === '', connection, at })
    },
    forget,
    close: () => watch.close(),
  }
}

/** The scheme in any case: RFC 7235 section 2.1. Empty without a token. */
function readBearer(authorization: string | undefined): string {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? ''
}

function judge(asked: {
  readonly known: Known | null
  readonly missing: boolean
  readonly connection: AddressedConnection
  readonly at: Date
}): TokenVerdict {
  const { known, missing, connection, at } = asked
  const named = connection.kind === 'named' ? connection.id : null
  const refuse = (reason: ScimRefusal, prefix: string | null, connectionId: string | null): TokenVerdict => ({
    kind: 'refused',
    reason,
    prefix,
    connectionId,
  })
  if (!known) return refuse(missing ? 'missing' : 'unknown', null, named)
  const { access, revoked } = known
  const own = access.rules.connectionId
  if (connection.kind !== 'by_token' && named !== own) return refuse('elsewhere', null, named)
  if (revoked) return refuse('revoked', access.prefix, own)
  if (access.expiresAt && access.expiresAt <= at) return refuse('expired', access.prefix, own)
  return { kind: 'live', access }
}
