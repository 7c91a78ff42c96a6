import { readWatchedSessions, type Database } from '@rollcall/db'
import { toWatchMark, type Log } from '@rollcall/directory'
import { createInbox, type Inbox } from './inbox.ts'

/** One poller per process over the wallet sessions that somebody watches, however many there are. */
export interface WalletWatch {
  /** A mark at once, and another each time the session looks different: by a change in any process, or by time. */
  follow(options: { id: string; signal: AbortSignal }): AsyncGenerator<string, void>
  /** Ends every stream. */
  close(): void
}

interface Watcher {
  readonly id: string
  readonly inbox: Inbox<string>
  last: string | null
}

/** The mark of a session that is not there any more. */
const GONE = 'gone'

export function createWalletWatch(options: {
  db: Database
  log: Log
  pollMs: number
  now: () => Date
}): WalletWatch {
  const { db, log, pollMs, now } = options
  const watchers = new Set<Watcher>()
  const closing = new AbortController()
  let polling = false

  async function poll(): Promise<void> {
    polling = true
    while (watchers.size > 0 && !closing.signal.aborted) {
      await look()
      await pause(pollMs, closing.signal)
    }
    polling = false
  }

  async function look(): Promise<void> {
    try {
      const rows = await readWatchedSessions(db.client, [...new Set([...watchers].map((one) => one.id))])
      const marks = new Map(rows.map((row) => [row.id, toWatchMark(row, now())]))
      for (const watcher of watchers) tell(watcher, marks.get(watcher.id) ?? GONE)
    } catch (error) {
      log.warn({ err: error }, 'The wallet sessions could not be read; trying again.')
    }
  }

  async function* follow({ id, signal }: { id: string; signal: AbortSignal }): AsyncGenerator<string, void> {
    const watcher: Watcher = { id, inbox: createInbox(), last: null }
    watchers.add(watcher)
    if (!polling) void poll()
    try {
      yield* watcher.inbox.read(AbortSignal.any([signal, closing.signal]))
    } finally {
      watchers.delete(watcher)
    }
  }

  return { follow, close: () => closing.abort() }
}

function tell(watcher: Watcher, mark: string): void {
  if (watcher.last === mark) return
  watcher.last = mark
  watcher.inbox.put(mark)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
