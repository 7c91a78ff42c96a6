import { SourceError, type ChangePage, type DirectorySource } from '@rollcall/vocabulary'
import { afterEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraProvider } from './provider.ts'
import {
  CLIENT_ID,
  startScriptedServer,
  TENANT_ID,
  type Script,
  type ScriptedAnswer,
  type ScriptedServer,
} from './testing/scripted-server.ts'
import { GROUP_SELECT, USER_SELECT } from './wire.ts'

const open: { server: ScriptedServer; provider: EntraProvider }[] = []
afterEach(async () => {
  for (const { server, provider } of open.splice(0)) {
    await provider.close()
    await server.close()
  }
})

const never = new AbortController().signal

async function connect(script: Script): Promise<{ server: ScriptedServer; source: DirectorySource }> {
  const server = await startScriptedServer(script)
  let ahead = 0
  const provider = createEntraProvider({
    authorityHost: server.origin,
    graphRoot: server.origin,
    caPem: server.caPem,
    random: () => 0,
    now: () => Date.now() + ahead,
    sleep: async (ms) => {
      ahead += ms
    },
  })
  open.push({ server, provider })
  const source = provider.open({
    directoryId: TENANT_ID,
    clientId: CLIENT_ID,
    credential: { kind: 'secret', clientSecret: 'abc~value' },
    cloud: 'default',
  })
  return { server, source }
}

/** Pages of a round, found by the number in their token; the last one carries the link of the next round. */
function round(pages: readonly (readonly object[])[], before: Script = () => undefined): Script {
  return (request, origin) => {
    const special = before(request, origin)
    if (special || !request.path.includes('/delta?')) return special
    const number = Number(/skiptoken=(\d+)/.exec(request.path)?.[1] ?? 0)
    const base = `${origin}${request.path.split('?')[0] ?? ''}`
    const link =
      number + 1 < pages.length
        ? { '@odata.nextLink': `${base}?$skiptoken=${number + 1}` }
        : { '@odata.deltaLink': `${base}?$deltatoken=next` }
    return { json: { value: pages[number] ?? [], ...link } }
  }
}

async function collect<T>(reading: AsyncIterable<ChangePage<T>>): Promise<ChangePage<T>[]> {
  const all: ChangePage<T>[] = []
  for await (const page of reading) all.push(page)
  return all
}

async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof SourceError) return error
  throw new Error(`Expected a SourceError, got ${String(error)}`)
}

function deltaRequests(server: ScriptedServer): string[] {
  return server.requests.map(({ path }) => path).filter((path) => path.includes('/delta'))
}

const usersFrom = ({ origin }: ScriptedServer): string => `${origin}/v1.0/users/delta?$deltatoken=mine`

function readUsers({ server, source }: Awaited<ReturnType<typeof connect>>) {
  return collect(source.readUserChanges({ from: usersFrom(server), signal: never }))
}

describe('marking now', () => {
  it('asks for a link and no data, with the properties a full reading selects', async () => {
    const { server, source } = await connect(round([[]]))
    expect(await source.markNow('users', never)).toBe(`${server.origin}/v1.0/users/delta?$deltatoken=next`)
    expect(await source.markNow('groups', never)).toBe(`${server.origin}/v1.0/groups/delta?$deltatoken=next`)
    const [users, groups] = deltaRequests(server).map((path) => new URL(path, server.origin).searchParams)
    const selected = (query: URLSearchParams | undefined) => query?.get('$select')?.split(',')
    expect([users?.get('$deltatoken'), groups?.get('$deltatoken')]).toEqual(['latest', 'latest'])
    expect([users?.has('$top'), groups?.has('$top')]).toEqual([false, false])
    expect(selected(users)).toEqual(USER_SELECT.split(','))
    expect(selected(groups)).toEqual([...GROUP_SELECT.split(','), 'members'])
  })

  it('follows pages that come before the link', async () => {
    const { source, server } = await connect(round([[], [], []]))
    expect(await source.markNow('users', never)).toContain('$deltatoken=next')
    expect(deltaRequests(server)).toHaveLength(3)
  })

  it('passes a refusal on', async () => {
    const { source } = await connect((request) =>
      request.path.includes('/delta')
        ? { status: 403, json: { error: { code: 'Authorization_RequestDenied', message: 'No.' } } }
        : undefined,
    )
    const error = await failureOf(source.markNow('groups', never))
    expect(error.failure).toBe('refused')
    expect(error.message).toContain('groups')
  })
})

describe('reading changes', () => {
  const ada = { id: 'ada', displayName: 'Ada' }

  it('goes through empty, repeated and unordered pages to the next link', async () => {
    const connected = await connect(
      round([
        [],
        [{ id: 'bob', '@removed': { reason: 'changed' } }, ada],
        [],
        [{ id: 'ada', displayName: 'Ada Lovelace' }, ada],
        [{ id: 'bob', displayName: 'Bob' }],
      ]),
    )
    const pages = await readUsers(connected)
    expect(pages.map((page) => page.items.length)).toEqual([0, 2, 0, 2, 1])
    expect(pages.flatMap((page) => page.items)).toEqual([
      { kind: 'removed', objectId: 'bob', permanently: false },
      { kind: 'changed', objectId: 'ada', fields: { displayName: 'Ada' } },
      { kind: 'changed', objectId: 'ada', fields: { displayName: 'Ada Lovelace' } },
      { kind: 'changed', objectId: 'ada', fields: { displayName: 'Ada' } },
      { kind: 'changed', objectId: 'bob', fields: { displayName: 'Bob' } },
    ])
    const links = pages.map(({ resume, link }) => [resume !== null, link !== null])
    expect(links).toEqual([...Array.from({ length: 4 }, () => [true, false]), [false, true]])
  })

  it('continues from the link of an earlier page', async () => {
    const connected = await connect(round([[{ id: 'a' }], [{ id: 'b' }], [{ id: 'c' }]]))
    const [first] = await readUsers(connected)
    const rest = await collect(connected.source.readUserChanges({ from: first?.resume ?? '', signal: never }))
    expect(rest.flatMap((page) => page.items.map((item) => item.objectId))).toEqual(['b', 'c'])
  })

  it('is one page ahead and no more, and stops with the caller', async () => {
    const { server, source } = await connect(round([[{ id: 'a' }], [], [], [], []]))
    for await (const page of source.readUserChanges({ from: usersFrom(server), signal: never })) {
      await expect.poll(() => deltaRequests(server).length).toBe(2)
      if (page.items.length > 0) break
    }
    expect(deltaRequests(server)).toHaveLength(2)
  })

  it('takes up members of one group from several pages', async () => {
    const link = (id: string, more: object = {}) => ({ '@odata.type': '#microsoft.graph.user', id, ...more })
    const { server, source } = await connect(
      round([
        [{ id: 'g', displayName: 'Staff', 'members@delta': [link('a'), link('b')] }],
        [{ id: 'h', '@removed': { reason: 'deleted' } }],
        [{ id: 'g', 'members@delta': [link('c', { '@removed': { reason: 'deleted' } }), { id: 'odd' }] }],
      ]),
    )
    const from = `${server.origin}/v1.0/groups/delta?$deltatoken=mine`
    const pages = await collect(source.readGroupChanges({ from, signal: never }))
    expect(pages.flatMap((page) => page.items)).toEqual([
      {
        kind: 'changed',
        objectId: 'g',
        fields: { displayName: 'Staff' },
        members: [
          { objectId: 'a', kind: 'user', removed: false },
          { objectId: 'b', kind: 'user', removed: false },
        ],
      },
      { kind: 'removed', objectId: 'h', permanently: true },
      {
        kind: 'changed',
        objectId: 'g',
        fields: {},
        members: [{ objectId: 'c', kind: 'user', removed: true }],
      },
    ])
    expect(pages.flatMap((page) => page.unreadable)).toMatchObject([{ objectId: 'g' }])
  })

  it('asks again after bad weather and loses nothing', async () => {
    const trouble: ScriptedAnswer[] = [
      { status: 429, headers: { 'retry-after': '1' }, json: {} },
      { fault: 'half', json: { value: [] } },
      { status: 503, raw: '<html>' },
    ]
    const connected = await connect(
      round([[{ id: 'a' }], [{ id: 'b' }]], ({ path }) =>
        path.includes('skiptoken=1') ? trouble.shift() : undefined,
      ),
    )
    const pages = await readUsers(connected)
    expect(pages.flatMap((page) => page.items)).toHaveLength(2)
    expect(trouble).toEqual([])
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    const { server, source } = await connect(round([[{ id: 'a' }], [], []]))
    const changes = source.readUserChanges({ from: usersFrom(server), signal: controller.signal })
    const reading = failureOf(
      (async () => {
        for await (const page of changes) if (page.items.length > 0) controller.abort()
      })(),
    )
    expect((await reading).failure).toBe('cancelled')
  })
})

describe('a place that has expired', () => {
  const problem = (status: number, code: string): ScriptedAnswer => ({
    status,
    json: { error: { code, message: 'The sync state generation is not found.' } },
  })

  it.each<[string, ScriptedAnswer]>([
    [
      '410 with a place to start over',
      { status: 410, headers: { location: 'https://localhost/v1.0/' }, json: {} },
    ],
    ['410 with a web page', { status: 410, raw: '<html>Gone</html>' }],
    ['410 with nothing', { status: 410, raw: '' }],
    ['410 resyncRequired', problem(410, 'resyncRequired')],
    ['410 SyncStateNotFound', problem(410, 'SyncStateNotFound')],
    ['400 syncStateNotFound', problem(400, 'syncStateNotFound')],
    ['400 SYNCSTATENOTFOUND', problem(400, 'SYNCSTATENOTFOUND')],
    ['403 syncStateNotFound', problem(403, 'syncStateNotFound')],
    ['404 SyncStateNotFound', problem(404, 'SyncStateNotFound')],
    ['409 ResyncRequired', problem(409, 'ResyncRequired')],
    ['400 Directory_ExpiredPageToken', problem(400, 'Directory_ExpiredPageToken')],
    ['400 DirectoryPageTokenNotFoundException', problem(400, 'DirectoryPageTokenNotFoundException')],
  ])('means starting again, at once and in the middle: %s', async (_name, answer) => {
    const atOnce = await connect(round([[]], ({ path }) => (path.includes('mine') ? answer : undefined)))
    expect((await failureOf(readUsers(atOnce))).failure).toBe('restart')
    const later = await connect(
      round([[{ id: 'a' }], []], ({ path }) => (path.includes('skiptoken=1') ? answer : undefined)),
    )
    expect((await failureOf(readUsers(later))).failure).toBe('restart')
    expect(deltaRequests(later.server)).toHaveLength(2)
  })

  it.each([
    ['400 Badly formed token', problem(400, 'Request_BadRequest')],
    ['404', problem(404, 'Request_ResourceNotFound')],
    ['414', { status: 414, raw: '' }],
  ])('is also one that Microsoft calls wrong: %s', async (_name, answer) => {
    const connected = await connect(round([[]], ({ path }) => (path.includes('mine') ? answer : undefined)))
    const error = await failureOf(readUsers(connected))
    expect(error.failure).toBe('restart')
    expect(error.evidence).toHaveProperty('httpStatus')
  })

  it.each<[string, ScriptedAnswer, string]>([
    ['a refusal', problem(403, 'Authorization_RequestDenied'), 'refused'],
    ['a failing service', { status: 501, json: {} }, 'malformed'],
  ])('is not %s', async (_name, answer, failure) => {
    const connected = await connect(round([[]], ({ path }) => (path.includes('mine') ? answer : undefined)))
    expect((await failureOf(readUsers(connected))).failure).toBe(failure)
  })
})

describe('links', () => {
  it.each(['nextLink', 'deltaLink'])('to another server are neither followed nor kept: %s', async (name) => {
    const elsewhere = await startScriptedServer(() => undefined)
    const link = `${elsewhere.origin}/v1.0/users/delta?$deltatoken=x`
    const connected = await connect(({ path }) =>
      path.includes('/delta') ? { json: { value: [], [`@odata.${name}`]: link } } : undefined,
    )
    const error = await failureOf(readUsers(connected))
    expect(error.failure).toBe('malformed')
    expect(error.evidence).toEqual({
      host: new URL(elsewhere.origin).host,
      expectedHost: new URL(connected.server.origin).host,
    })
    expect((await failureOf(connected.source.markNow('users', never))).failure).toBe('malformed')
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  it.each(['https://graph.example.com/v1.0/users/delta?$deltatoken=x', '/users/delta', 'nonsense', ''])(
    'kept from another server start again without a request: "%s"',
    async (from) => {
      const { server, source } = await connect(round([[]]))
      const error = await failureOf(collect(source.readUserChanges({ from, signal: never })))
      expect(error.failure).toBe('restart')
      expect(server.requests).toEqual([])
    },
  )

  it.each<[string, object]>([
    ['none', {}],
    ['both', { '@odata.nextLink': 'a', '@odata.deltaLink': 'b' }],
  ])('must be exactly one: %s', async (_name, links) => {
    const connected = await connect(({ path }) =>
      path.includes('/delta') ? { json: { value: [], ...links } } : undefined,
    )
    expect((await failureOf(readUsers(connected))).failure).toBe('malformed')
  })

  it('arrive as they were given, whatever is in the token', async () => {
    const { server, source } = await connect(round([[]]))
    const from = `${server.origin}/v1.0/users/delta?$deltatoken=${encodeURIComponent('a+b/c==~-_.%&d')}`
    await collect(source.readUserChanges({ from, signal: never }))
    expect(deltaRequests(server)).toEqual(['/v1.0/users/delta?$deltatoken=a+b/c==~-_.%&d'])
  })

  it('must not lead back to the same page', async () => {
    const connected = await connect(({ path }, origin) =>
      path.includes('/delta') ? { json: { value: [], '@odata.nextLink': `${origin}${path}` } } : undefined,
    )
    expect((await failureOf(readUsers(connected))).message).toContain('never end')
  })
})
