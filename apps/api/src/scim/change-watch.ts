import { findScimTokenChanges, type Database } from '@rollcall/db'
import type { Log } from '@rollcall/directory'

/** Looks whether other processes changed tokens or rules, for as long as something is remembered about them. */
export interface ChangeWatch {
  /** Resolves once every change from now on will be noticed. `latest` tells where to begin. */
  follow(latest: () => Promise<number>): Promise<void>
  close(): void
}

/**
 * `forget` is called within `pollMs` of a change becoming visible, and when the database does not answer. The event feed
 * would do as well, but it carries every event into this process, which is more work than the requests that make them.
 */
export function createChangeWatch(options: {
  readonly db: Database
  readonly log: Pick<Log, 'warn'>
  readonly now: () => Date
  readonly pollMs: number
  /** How long after the last `follow` there is something to forget. */
  readonly forMs: number
  readonly forget: () => void
}): ChangeWatch {
  const { db, log, now, pollMs, forMs, forget } = options
  let started: Promise<void> | null = null
  let neededUntil = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function next(seen: number): void {
    if (closed) return
    timer = setTimeout(() => void look(seen), pollMs)
    timer.unref()
  }

  async function look(seen: number): Promise<void> {
    if (now().getTime() > neededUntil) {
      started = null
      return
    }
    next(await readFrom(seen))
  }

  async function readFrom(seen: number): Promise<number> {
    try {
      const { latest, changed } = await findScimTokenChanges(db, seen)
      if (changed) forget()
      return latest
    } catch (error) {
      forget()
      if (!closed) log.warn({ err: error }, 'Changes of SCIM tokens could not be read; trying again.')
      return seen
    }
  }

  async function start(latest: () => Promise<number>): Promise<void> {
    try {
      next(await latest())
    } catch (error) {
      started = null
      throw error
    }
  }

  return {
    follow(latest) {
      neededUntil = now().getTime() + forMs
      return (started ??= start(latest))
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
