import type { Database } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEventFeed, type EventFeed, type FeedFilter } from './event-feed.ts'

const log = { info() {}, warn() {}, error() {} }
const actor = { kind: 'system' as const, id: null, name: 'Test' }
const one = '0199a1b0-0000-7000-8000-000000000001'
const two = '0199a1b0-0000-7000-8000-000000000002'

describeEachEngine('event feed', (open) => {
  let feed: EventFeed
  let stop: AbortController

  beforeEach(() => {
    feed = createEventFeed({ db: open(), log, pollMs: 20 })
    stop = new AbortController()
  })
  afterEach(() => {
    stop.abort()
    feed.close()
  })

  const follow = (after: number | null, filter: FeedFilter = {}) =>
    feed.follow({ after, filter, signal: stop.signal })

  it('goes on after the last event seen, without a gap and without a double', async () => {
    const before = await feed.latest()
    await emit(open(), 5)
    const stream = follow(before + 2)
    const replayed = [await next(stream), await next(stream), await next(stream)]
    expect(replayed).toEqual([before + 3, before + 4, before + 5])
    await emit(open(), 2)
    expect([await next(stream), await next(stream)]).toEqual([before + 6, before + 7])
  })

  it('begins with what happens next when nothing was seen yet', async () => {
    await emit(open(), 3)
    const latest = await feed.latest()
    const first = next(follow(null))
    // Whenever the stream begins to listen, one of these comes after it; none of the three before may.
    let id: number | null = null
    while (id === null) {
      await emit(open(), 1)
      id = await Promise.race([first, soon()])
    }
    expect(id).toBeGreaterThan(latest)
  })

  it('gives every listener every event while several writers commit at once', async () => {
    const before = await feed.latest()
    const streams = [follow(before), follow(before), follow(before)]
    const writing = Promise.all(Array.from({ length: 20 }, () => emit(open(), 3)))
    const seen = await Promise.all(streams.map((stream) => take(stream, 60)))
    await writing
    for (const ids of seen) {
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      expect(new Set(ids).size).toBe(60)
    }
    expect(seen[1]).toEqual(seen[0])
  })

  it('leaves out what the filter does not name', async () => {
    const before = await feed.latest()
    const stream = follow(before, { runId: two })
    await emit(open(), 2, one)
    await emit(open(), 1, two)
    const id = await next(stream)
    const event = await open().client.event.findUniqueOrThrow({ where: { id } })
    expect(event.runId).toBe(two)
  })

  it('ends every stream when it closes', async () => {
    const stream = follow(await feed.latest())
    const waiting = stream.next()
    await emit(open(), 1)
    expect((await waiting).done).toBe(false)
    const last = stream.next()
    feed.close()
    expect((await last).done).toBe(true)
  })
})

async function emit(db: Database, count: number, runId?: string): Promise<void> {
  await db.change(async (_tx, add) => {
    for (let i = 0; i < count; i += 1) {
      add({ type: 'run.progressed', actor, ...(runId !== undefined && { runId }), data: {} })
    }
  })
}

async function next(stream: AsyncGenerator<{ id: number }, void>): Promise<number> {
  const { value } = await stream.next()
  if (!value) throw new Error('The stream ended.')
  return value.id
}

async function take(stream: AsyncGenerator<{ id: number }, void>, count: number): Promise<number[]> {
  const ids: number[] = []
  while (ids.length < count) ids.push(await next(stream))
  return ids
}

function soon(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), 30))
}
