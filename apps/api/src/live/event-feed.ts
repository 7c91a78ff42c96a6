import { latestEventId, listEventsAfter, type Database, type StoredEvent } from '@rollcall/db'
import type { Log } from '@rollcall/directory'
import { createInbox, type Inbox } from './inbox.ts'

/** Only events that carry these ids are streamed. */
export interface FeedFilter {
  readonly connectionId?: string | undefined
  readonly runId?: string | undefined
  readonly userId?: string | undefined
}

export interface FollowOptions {
  /** Id of the last event already seen; null starts with what happens from now on. */
  readonly after: number | null
  readonly filter: FeedFilter
  readonly signal: AbortSignal
}

/** One poller per process over the event table, however many browsers listen. */
export interface EventFeed {
  /** Id of the newest event. Everything up to it is visible to a query made after this answer. */
  latest(): Promise<number>
  /** Every matching event after `after`, in order, none twice and none missed, across reconnects and processes. */
  follow(options: FollowOptions): AsyncGenerator<StoredEvent, void>
  /** Ends every stream. */
  close(): void
}

const PAGE = 500
/** A listener this far behind is sent back to the table instead of holding events in memory. */
const MAX_WAITING = 5000

interface Listener {
  readonly inbox: Inbox<StoredEvent>
  behind: boolean
}

export function createEventFeed(options: { db: Database; log: Log; pollMs: number }): EventFeed {
  const { client } = options.db
  const listeners = new Set<Listener>()
  const closing = new AbortController()
  let started: Promise<void> | null = null

  const needed = () => listeners.size > 0 && !closing.signal.aborted

  async function poll(seen: number): Promise<void> {
    while (needed()) {
      const page = await readPage(seen)
      for (const event of page) for (const listener of listeners) deliver(listener, event)
      seen = page.at(-1)?.id ?? seen
      if (page.length < PAGE) await pause(options.pollMs, closing.signal)
    }
    started = null
  }

  async function readPage(after: number): Promise<StoredEvent[]> {
    try {
      return await listEventsAfter(client, { after, limit: PAGE })
    } catch (error) {
      options.log.warn({ err: error }, 'The event table could not be read; trying again.')
      return []
    }
  }

  /** Resolves once the poller has a position: a replay that begins later leaves no gap before what it delivers. */
  async function start(): Promise<void> {
    try {
      const seen = await latestEventId(client)
      void poll(seen)
    } catch (error) {
      started = null
      throw error
    }
  }

  async function* replay(after: number, filter: FeedFilter): AsyncGenerator<StoredEvent, void> {
    for (let seen = after, more = true; more;) {
      const page = await listEventsAfter(client, { after: seen, limit: PAGE, ...filter })
      yield* page
      seen = page.at(-1)?.id ?? seen
      more = page.length === PAGE
    }
  }

  async function* follow({ after, filter, signal }: FollowOptions): AsyncGenerator<StoredEvent, void> {
    const listener: Listener = { inbox: createInbox(), behind: after !== null }
    listeners.add(listener)
    try {
      await (started ??= start())
      let last = after ?? (await latestEventId(client))
      const stop = AbortSignal.any([signal, closing.signal])
      while (!stop.aborted) {
        if (listener.behind) {
          listener.behind = false
          for await (const event of replay(last, filter)) {
            last = event.id
            yield event
          }
        }
        for await (const event of listener.inbox.read(stop)) {
          if (listener.behind) break
          if (event.id <= last || !matches(event, filter)) continue
          last = event.id
          yield event
        }
      }
    } finally {
      listeners.delete(listener)
    }
  }

  return { latest: () => latestEventId(client), follow, close: () => closing.abort() }
}

function deliver(listener: Listener, event: StoredEvent): void {
  if (listener.inbox.size >= MAX_WAITING) {
    listener.inbox.take()
    listener.behind = true
  }
  listener.inbox.put(event)
}

function matches(event: StoredEvent, filter: FeedFilter): boolean {
  if (filter.connectionId !== undefined && event.connectionId !== filter.connectionId) return false
  if (filter.runId !== undefined && event.runId !== filter.runId) return false
  return filter.userId === undefined || event.userId === filter.userId
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
