import type { Database } from '@rollcall/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, consoleHeaders } from '../testing/test-people.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'

const actor = { kind: 'system' as const, id: null, name: 'Test' }

interface Message {
  event: string | null
  id: number | null
  data: string
}

describe('live streams over HTTP', () => {
  let server: TestServer
  let origin: string
  let headers: Record<string, string>
  beforeAll(async () => {
    server = await openTestServer()
    origin = await server.app.listen({ port: 0, host: '127.0.0.1' })
    headers = await consoleHeaders(server, await addPerson(server, 'operator'))
  })
  afterAll(() => server.close())

  /** Reads messages until `enough` says so, then hangs up like a browser that leaves. */
  async function listen(
    path: string,
    input: object,
    enough: (seen: Message[]) => boolean,
  ): Promise<Message[]> {
    const stop = new AbortController()
    const url = `${origin}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`
    const response = await fetch(url, { headers, signal: stop.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const seen: Message[] = []
    for await (const message of messagesOf(response)) {
      if (message.event === 'ping' || message.event === 'connected') continue
      seen.push(message)
      if (enough(seen)) break
    }
    stop.abort()
    return seen
  }

  it('go on after the last event that the browser saw', async () => {
    const before = await server.deps.feed.latest()
    await emit(server.db, 4)
    const three = (seen: Message[]) => seen.length === 3
    const first = await listen('events.live', { lastEventId: before }, three)
    const last = first.at(-1)?.id ?? 0
    await emit(server.db, 3)
    const four = (seen: Message[]) => seen.length === 4
    const second = await listen('events.live', { lastEventId: String(last) }, four)
    const ids = [...first, ...second].map((message) => message.id)
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7].map((step) => before + step))
    expect(JSON.parse(second[0]?.data ?? '{}')).toMatchObject({ type: 'realm.created', actor })
  })

  it('are closed to those who are not signed in', async () => {
    const response = await fetch(`${origin}/trpc/events.live`, { headers: { accept: 'text/event-stream' } })
    const text = await response.text()
    expect(text).toContain('unauthenticated')
    expect(text).not.toContain('realm.created')
  })

  it('are not counted by any rate limit', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const stop = new AbortController()
        const response = await fetch(`${origin}/trpc/events.live`, { headers, signal: stop.signal })
        stop.abort()
        return response.status
      }),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  it('show a run at once, again when something happens to it, and end with it', async () => {
    const { connectionId, runId } = await addRun(server)
    const setStatus = (status: string, type: 'run.started' | 'run.finished') =>
      server.db.change(async (tx, add) => {
        await tx.syncRun.update({ where: { id: runId }, data: { status } })
        add({ type, actor, runId, connectionId })
      })
    const statuses: string[] = []
    const seen = await listen('runs.live', { runId }, (messages) => {
      const latest = messages.at(-1)
      if (latest?.event === 'return') return true
      statuses.push(JSON.parse(latest?.data ?? '{}').status)
      if (messages.length === 1) void setStatus('reading', 'run.started')
      if (messages.length === 2) void setStatus('succeeded', 'run.finished')
      return false
    })
    expect(statuses).toEqual(['queued', 'reading', 'succeeded'])
    expect(seen.at(-1)?.event).toBe('return')
    const again = await listen(
      'runs.live',
      { runId, lastEventId: seen[0]?.id },
      (all) => all.at(-1)?.event === 'return',
    )
    expect(again).toHaveLength(2)
  })

  it('are cut off when the server stops, and not told to be over', async () => {
    const other = await openTestServer({ db: { ...server.db, close: async () => {} } })
    const address = await other.app.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(`${address}/trpc/events.live`, { headers })
    const received: Message[] = []
    const reading = (async () => {
      for await (const message of messagesOf(response)) received.push(message)
    })().catch(() => 'cut off')
    other.deps.feed.close()
    await other.deps.feed.latest()
    await other.close()
    expect(await reading).toBe('cut off')
    expect(received.map((message) => message.event)).toEqual(['connected'])
  })
})

async function emit(db: Database, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await db.change(async (_tx, add) => add({ type: 'realm.created', actor, data: { realm: `Realm ${i}` } }))
  }
}

async function addRun({ db }: TestServer): Promise<{ connectionId: string; runId: string }> {
  const connection = await db.client.connection.create({ data: { displayName: 'Sample' } })
  const scope = { groups: [], includeNested: false, includeGuests: true }
  const run = await db.client.syncRun.create({
    data: { connectionId: connection.id, mode: 'full', trigger: 'manual', actor, scope },
  })
  return { connectionId: connection.id, runId: run.id }
}

async function* messagesOf(response: Response): AsyncGenerator<Message, void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) if (block.trim() !== '') yield toMessage(block)
  }
}

function toMessage(block: string): Message {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null
  const id = field('id')
  return { event: field('event'), id: id === null ? null : Number(id), data: field('data') ?? '' }
}
