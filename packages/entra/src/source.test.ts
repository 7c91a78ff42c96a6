import {
  entraId,
  SourceError,
  type SourceNotice,
  type SourcePage,
  type SourceSettings,
} from '@rollcall/vocabulary'
import { afterEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraConfig, type EntraProvider } from './provider.ts'
import { makeCertificate } from './testing/localhost-certificate.ts'
import {
  CLIENT_ID,
  fakeToken,
  ENOUGH,
  startScriptedServer,
  TENANT_ID,
  type Script,
  type ScriptedServer,
} from './testing/scripted-server.ts'

const open: { server: ScriptedServer; provider: EntraProvider }[] = []
afterEach(async () => {
  for (const { server, provider } of open.splice(0)) {
    await provider.close()
    await server.close()
  }
})

const never = new AbortController().signal
const groupId = entraId.parse('aaaaaaaa-0000-4000-8000-000000000001')

async function connect(
  script: Script,
  config: Partial<EntraConfig> = {},
  settings: Partial<SourceSettings> = {},
) {
  const server = await startScriptedServer(script)
  const waits: number[] = []
  const notices: SourceNotice[] = []
  let ahead = 0
  const provider = createEntraProvider({
    authorityHost: server.origin,
    graphRoot: server.origin,
    caPem: server.caPem,
    random: () => 0,
    now: () => Date.now() + ahead,
    sleep: async (ms) => {
      waits.push(ms)
      ahead += ms
    },
    ...config,
  })
  open.push({ server, provider })
  const source = provider.open({
    directoryId: TENANT_ID,
    clientId: CLIENT_ID,
    credential: { kind: 'secret', clientSecret: 'abc~value' },
    cloud: 'default',
    onNotice: (notice) => notices.push(notice),
    ...settings,
  })
  return { server, provider, source, waits, notices }
}

function person(index: number) {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName: `Person ${index}`,
    userPrincipalName: `p${index}@example.com`,
    accountEnabled: true,
    userType: 'Member',
  }
}

/** `/users` in pages of two; `onPage` may answer a page's first requests in its own way. */
function pages(count: number, before: Script = () => undefined): Script {
  return (request, origin) => {
    const special = before(request, origin)
    if (special) return special
    if (!request.path.startsWith('/v1.0/users')) return undefined
    const page = Number(/skiptoken=(\d+)/.exec(request.path)?.[1] ?? 0)
    const next =
      page + 1 < count ? { '@odata.nextLink': `${origin}/v1.0/users?$top=999&$skiptoken=${page + 1}` } : {}
    return { json: { value: [person(page * 2), person(page * 2 + 1)], ...next } }
  }
}

async function collect<T>(reading: AsyncIterable<SourcePage<T>>): Promise<SourcePage<T>[]> {
  const all: SourcePage<T>[] = []
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

/** Answers the first `times` requests for people with `answer`. */
function first(times: number, answer: ReturnType<Script>): Script {
  let left = times
  return (request) => (request.path.startsWith('/v1.0/users') && left-- > 0 ? answer : undefined)
}

function silentAfterFirst({ path }: { path: string }): ReturnType<Script> {
  return path.includes('skiptoken') ? { fault: 'silence' } : undefined
}

describe('reading people', () => {
  it('follows 20 pages and signs in once', async () => {
    const { source, server } = await connect(pages(20))
    const read = await collect(source.readUsers({ signal: never }))
    expect(read.flatMap((page) => page.items)).toHaveLength(40)
    expect(read.at(-1)?.resume).toBeNull()
    expect(server.requests.filter((request) => request.path.includes('/token'))).toHaveLength(1)
    expect(server.requests[1]?.path).toMatch(
      /^\/v1\.0\/users\?\$select=id,displayName,.*accountEnabled.*&\$top=999$/,
    )
    expect(server.requests[1]?.headers['authorization']).toBe(`Bearer ${fakeToken(ENOUGH)}`)
  })

  it('continues from the link of an earlier page', async () => {
    const { source } = await connect(pages(3))
    const all = await collect(source.readUsers({ signal: never }))
    const resume = all[0]?.resume ?? ''
    const rest = await collect(source.readUsers({ signal: never, resume }))
    expect(rest.flatMap((page) => page.items)).toEqual(all.slice(1).flatMap((page) => page.items))
  })

  it('asks for the next page while the present one is worked on, and never for more than one', async () => {
    const { source, server } = await connect(pages(5))
    const asked = (): number =>
      server.requests.filter((request) => request.path.startsWith('/v1.0/users')).length
    let given = 0
    for await (const page of source.readUsers({ signal: never })) {
      given += 1
      expect(asked()).toBeLessThanOrEqual(given + 1)
      await expect.poll(asked).toBe(Math.min(given + 1, 5))
      expect(page.items).toHaveLength(2)
    }
  })

  it('stops the request for the next page when the caller has seen enough', async () => {
    const { source } = await connect(pages(5, silentAfterFirst), { timeoutMs: 600_000 })
    const seen: number[] = []
    for await (const page of source.readUsers({ signal: never })) {
      seen.push(page.items.length)
      break
    }
    expect(seen).toEqual([2])
  })

  it('accepts empty pages in between', async () => {
    const { source } = await connect((request, origin) => {
      if (!request.path.startsWith('/v1.0/users')) return undefined
      if (request.path.includes('skiptoken')) return { json: { value: [person(1)] } }
      return { json: { value: [], '@odata.nextLink': `${origin}/v1.0/users?$skiptoken=x` } }
    })
    const read = await collect(source.readUsers({ signal: never }))
    expect(read.map((page) => page.items.length)).toEqual([0, 1])
  })

  it('keeps what it cannot read apart', async () => {
    const withheld = { id: 'w', displayName: null, accountEnabled: null }
    const value = [person(1), withheld, { id: 'x', displayName: 7 }, 'nonsense']
    const { source } = await connect((request) =>
      request.path.startsWith('/v1.0/users') ? { json: { value } } : undefined,
    )
    const [page] = await collect(source.readUsers({ signal: never }))
    expect(page?.items).toHaveLength(1)
    expect(page?.unreadable.map((item) => item.objectId)).toEqual(['w', 'x', null])
  })

  it.each([
    ['Directory_ExpiredPageToken', 400],
    ['DirectoryPageTokenNotFoundException', 400],
    ['syncStateNotFound', 410],
  ])('asks to start over when the link has expired (%s)', async (code, status) => {
    const { source, server } = await connect((request) =>
      request.path.includes('skiptoken') ? { status, json: { error: { code, message: '' } } } : undefined,
    )
    const resume = `${server.origin}/v1.0/users?$skiptoken=old`
    const error = await failureOf(collect(source.readUsers({ signal: never, resume })))
    expect(error.failure).toBe('restart')
    expect(error.evidence['code']).toBe(code)
  })

  it('refuses a link to another server without sending anything there', async () => {
    const elsewhere = await startScriptedServer(() => ({ json: { value: [] } }))
    const { source } = await connect((request) =>
      request.path.startsWith('/v1.0/users')
        ? { json: { value: [], '@odata.nextLink': `${elsewhere.origin}/v1.0/users?$skiptoken=1` } }
        : undefined,
    )
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    await elsewhere.close()
    expect(error.failure).toBe('malformed')
    expect(elsewhere.requests).toHaveLength(0)
  })

  it('notices a page that continues at itself', async () => {
    const { source } = await connect((request, origin) =>
      request.path.startsWith('/v1.0/users')
        ? { json: { value: [], '@odata.nextLink': `${origin}/v1.0/users?$skiptoken=1` } }
        : undefined,
    )
    expect((await failureOf(collect(source.readUsers({ signal: never })))).failure).toBe('malformed')
  })

  it('treats a page without a list as malformed instead of as empty', async () => {
    const { source } = await connect((request) =>
      request.path.startsWith('/v1.0/users') ? { json: { values: [] } } : undefined,
    )
    expect((await failureOf(collect(source.readUsers({ signal: never })))).failure).toBe('malformed')
  })
})

describe('trouble on the way', () => {
  it.each([
    ['whole seconds', '7', 7_000],
    ['fractional seconds', '2.128', 2_128],
    ['a date', new Date(1_000_000_000_000 + 9_000).toUTCString(), 9_000],
    ['nothing', null, 1_000],
  ])('waits as long as a 429 with %s asks', async (_name, retryAfter, expected) => {
    let now = 1_000_000_000_000
    const headers = retryAfter ? { 'retry-after': retryAfter } : {}
    const script = pages(2, first(2, { status: 429, headers, json: { error: { code: 'TooManyRequests' } } }))
    const waits: number[] = []
    const { source, notices } = await connect(script, {
      now: () => now,
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
    })
    const read = await collect(source.readUsers({ signal: never }))
    expect(read.flatMap((page) => page.items)).toHaveLength(4)
    expect(waits[0]).toBe(expected)
    expect(notices[0]).toEqual({ kind: 'waiting', reason: 'throttled', waitMs: expected })
  })

  it('gives up when the storm outlasts its patience', async () => {
    const answer = { status: 429, headers: { 'retry-after': '20' }, json: {} }
    let now = 0
    const { source } = await connect(pages(1, first(99, answer)), {
      maxWaitMs: 60_000,
      now: () => now,
      sleep: async (ms) => {
        now += ms
      },
    })
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('throttled')
    expect(error.hint).not.toBeNull()
  })

  it.each([
    [
      '503 with a web page',
      { status: 503, raw: '<html>busy</html>', headers: { 'content-type': 'text/html' } },
    ],
    ['504 with a web page', { status: 504, raw: '<html>timeout</html>' }],
    ['502', { status: 502, raw: '' }],
    ['500', { status: 500, json: { error: { code: 'generalException', message: '' } } }],
    ['a broken connection', { fault: 'break' as const }],
    ['an answer cut in half', { fault: 'half' as const, json: { value: [person(1)] } }],
    ['JSON that ends early', { raw: '{"value":[{"id":"1"' }],
  ])('survives %s', async (_name, answer) => {
    const { source, notices } = await connect(pages(2, first(2, answer)))
    const read = await collect(source.readUsers({ signal: never }))
    expect(read.flatMap((page) => page.items)).toHaveLength(4)
    expect(notices.map((notice) => notice.kind === 'waiting' && notice.reason)).toEqual([
      'unavailable',
      'unavailable',
    ])
  })

  it('survives an answer that never comes', async () => {
    const { source } = await connect(pages(1, first(1, { fault: 'silence' })), { timeoutMs: 1_500 })
    expect(await collect(source.readUsers({ signal: never }))).toHaveLength(1)
  })

  it('names the proxy when only web pages come back', async () => {
    const { source } = await connect(
      pages(1, first(99, { raw: '<html>Sign in to the guest network</html>' })),
      {
        maxAttempts: 3,
      },
    )
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('unreachable')
    expect(error.message).toContain('web page')
  })

  it('renews a token that is refused in the middle, once', async () => {
    let issued = 0
    const { source, server } = await connect(
      pages(4, (request) => {
        if (request.path.includes('/oauth2/')) {
          issued += 1
          return {
            json: { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(ENOUGH, `t${issued}`) },
          }
        }
        const old = request.headers['authorization'] === `Bearer ${fakeToken(ENOUGH, 't1')}`
        if (!old || !request.path.includes('skiptoken=2')) return undefined
        return { status: 401, json: { error: { code: 'InvalidAuthenticationToken', message: '' } } }
      }),
    )
    const read = await collect(source.readUsers({ signal: never }))
    expect(read.flatMap((page) => page.items)).toHaveLength(8)
    expect(server.requests.filter((request) => request.path.includes('/token'))).toHaveLength(2)
  })

  it('stops when the renewed token is refused as well', async () => {
    const answer = { status: 401, json: { error: { code: 'InvalidAuthenticationToken', message: '' } } }
    const { source, server } = await connect(pages(1, first(99, answer)))
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('refused')
    expect(server.requests.filter((request) => request.path.startsWith('/v1.0/users'))).toHaveLength(2)
  })

  it('asks for one token when several readings start together', async () => {
    const { source, server } = await connect(pages(1))
    await Promise.all([1, 2, 3, 4, 5].map(() => collect(source.readUsers({ signal: never }))))
    expect(server.requests.filter((request) => request.path.includes('/token'))).toHaveLength(1)
  })

  it('stops a request that is under way as soon as it is told to', async () => {
    const controller = new AbortController()
    const { source, server } = await connect(pages(1, first(9, { fault: 'silence' })), { timeoutMs: 600_000 })
    const reading = failureOf(collect(source.readUsers({ signal: controller.signal })))
    await expect.poll(() => server.requests.length).toBe(2)
    controller.abort()
    expect((await reading).failure).toBe('cancelled')
  })

  it('does not try again once the provider is closed', async () => {
    const { source, provider, server, waits } = await connect(pages(1, first(9, { fault: 'silence' })))
    const reading = failureOf(collect(source.readUsers({ signal: never })))
    await expect.poll(() => server.requests.length).toBe(2)
    await provider.close()
    expect((await reading).message).toContain('shutting down')
    expect(waits).toEqual([])
  })

  it('tries an internal error only a few times', async () => {
    const { source, server } = await connect(pages(1, first(99, { status: 500, json: {} })))
    expect((await failureOf(collect(source.readUsers({ signal: never })))).failure).toBe('unreachable')
    expect(server.requests.filter((request) => request.path.startsWith('/v1.0/users'))).toHaveLength(4)
  })

  it('stops waiting as soon as it is told to', async () => {
    const answer = { status: 429, headers: { 'retry-after': '500' }, json: {} }
    const controller = new AbortController()
    const { source } = await connect(pages(1, first(99, answer)), { sleep: sleepUntilAborted })
    const reading = failureOf(collect(source.readUsers({ signal: controller.signal })))
    setTimeout(() => controller.abort(), 50)
    expect((await reading).failure).toBe('cancelled')
  })

  it('leaves Microsoft alone for every reading of the same application after a 429', async () => {
    const answer = { status: 429, headers: { 'retry-after': '30' }, json: {} }
    const controller = new AbortController()
    const { source, provider, server } = await connect(pages(1, first(99, answer)), {
      sleep: sleepUntilAborted,
    })
    const one = failureOf(collect(source.readUsers({ signal: controller.signal })))
    await expect.poll(() => server.requests.length).toBe(2)
    const notices: SourceNotice[] = []
    const other = provider.open({
      directoryId: TENANT_ID,
      clientId: CLIENT_ID,
      credential: { kind: 'secret', clientSecret: 'another' },
      cloud: 'default',
      onNotice: (notice) => notices.push(notice),
    })
    const two = failureOf(collect(other.readUsers({ signal: controller.signal })))
    await expect.poll(() => notices.length).toBe(1)
    controller.abort()
    expect([(await one).failure, (await two).failure]).toEqual(['cancelled', 'cancelled'])
    expect(server.requests).toHaveLength(2)
  })

  it('tells that the network is the problem when nothing answers', async () => {
    const { source, server } = await connect(pages(1), { maxAttempts: 2 })
    await server.close()
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('unreachable')
    expect(error.evidence['transport']).toBe('ECONNREFUSED')
  })

  it('names ENTRA_CA_FILE when the certificate is not trusted, and does not try again', async () => {
    const stranger = await makeCertificate()
    const { source, waits } = await connect(pages(1), { caPem: stranger.certPem })
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('unreachable')
    expect(error.hint).toContain('ENTRA_CA_FILE')
    expect(waits).toEqual([])
  })

  it('turns a refused sign-in into a sentence and a hint', async () => {
    const { source } = await connect((request) =>
      request.path.includes('/oauth2/')
        ? {
            status: 401,
            json: {
              error: 'invalid_client',
              error_description:
                'AADSTS7000222: The provided client secret keys are expired. Trace ID: 3f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11 Correlation ID: 4f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11 Timestamp: 2026-11-21 20:00:00Z',
              error_codes: [7000222],
            },
          }
        : undefined,
    )
    const error = await failureOf(collect(source.readUsers({ signal: never })))
    expect(error.failure).toBe('refused')
    expect(error.message).toBe('The client secret has expired.')
    expect(error.evidence).toMatchObject({ code: 'AADSTS7000222', httpStatus: '401' })
    expect(error.evidence['traceId']).toBe('3f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11')
  })

  it('waits and signs in later when the sign-in service is busy', async () => {
    let busy = 2
    const { source, notices } = await connect(
      pages(1, (request) =>
        request.path.includes('/oauth2/') && busy-- > 0
          ? {
              status: 503,
              json: { error: 'temporarily_unavailable', error_codes: [90033], error_description: '' },
            }
          : undefined,
      ),
    )
    expect(await collect(source.readUsers({ signal: never }))).toHaveLength(1)
    expect(notices).toHaveLength(2)
  })
})

describe('groups', () => {
  const group = {
    id: groupId,
    displayName: 'Engineering',
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: true,
    visibility: null,
  }

  it('reads a group and says when it is gone', async () => {
    const { source } = await connect((request) =>
      request.path.startsWith(`/v1.0/groups/${groupId}`) ? { json: group } : undefined,
    )
    expect(await source.readGroup(groupId, { signal: never })).toMatchObject({ displayName: 'Engineering' })
    const gone = await failureOf(source.readGroup(entraId.parse('gone'), { signal: never }))
    expect(gone.failure).toBe('missing')
  })

  it('tells people, groups and devices apart', async () => {
    const value = [
      { '@odata.type': '#microsoft.graph.user', ...person(1) },
      { '@odata.type': '#microsoft.graph.group', id: 'g', displayName: 'Platform' },
      { '@odata.type': '#microsoft.graph.device', id: 'd', displayName: 'PC' },
      { '@odata.type': '#microsoft.graph.user', id: 'withheld', displayName: null, userPrincipalName: null },
    ]
    const { source } = await connect((request) =>
      request.path.startsWith(`/v1.0/groups/${groupId}/members`) ? { json: { value } } : undefined,
    )
    const [page] = await collect(source.readMembers(groupId, { signal: never }))
    expect(page?.items.map((item) => item.kind)).toEqual(['user', 'group', 'other'])
    expect(page?.unreadable).toEqual([
      { objectId: 'withheld', why: expect.stringContaining('User.Read.All') },
    ])
  })

  it('lists by name with member counts, asking again for counts that were throttled alone', async () => {
    let batches = 0
    const { source, server, waits } = await connect((request, origin) => {
      if (request.path.startsWith('/v1.0/$batch')) {
        batches += 1
        const throttled = { id: groupId, status: 429, headers: { 'Retry-After': '3' }, body: {} }
        const counted = { id: groupId, status: 200, headers: {}, body: 12 }
        return { json: { responses: [batches === 1 ? throttled : counted] } }
      }
      if (!request.path.startsWith('/v1.0/groups')) return undefined
      const next = request.path.includes('skiptoken')
        ? {}
        : { '@odata.count': 2, '@odata.nextLink': `${origin}/v1.0/groups?$top=1&$skiptoken=abc` }
      return { json: { value: [group], ...next } }
    })
    const listing = await source.listGroups({ limit: 1 }, never)
    expect(listing).toMatchObject({ total: 2, items: [{ displayName: 'Engineering', memberCount: 12 }] })
    expect(waits[0]).toBeGreaterThan(2_900)
    expect(server.requests[1]?.path).toContain('$orderby=displayName')
    const second = await source.listGroups({ limit: 1, cursor: listing.nextCursor ?? '' }, never)
    expect(second.nextCursor).toBeNull()
    expect(server.requests.at(-2)?.path).toBe('/v1.0/groups?$top=1&$skiptoken=abc')
  })

  it('searches by name with the quotes escaped', async () => {
    const { source, server } = await connect((request) =>
      request.path.startsWith('/v1.0/groups?') ? { json: { value: [] } } : undefined,
    )
    await source.listGroups({ limit: 20, search: 'a "b" & c\\d' }, never)
    expect(server.requests[1]?.path).toContain('$search="displayName:a \\"b\\" & c\\\\d"')
    expect(server.requests[1]?.headers['consistencylevel']).toBe('eventual')
  })

  it('refuses a cursor that Microsoft never gave', async () => {
    const { source, server } = await connect(() => undefined)
    const cursor = Buffer.from('@evil.example/?$skiptoken=1 x').toString('base64url')
    expect((await failureOf(source.listGroups({ limit: 5, cursor }, never))).failure).toBe('restart')
    expect(server.requests).toHaveLength(0)
  })

  it('counts people, nested or not, and says null when refused', async () => {
    const { source } = await connect((request) => {
      if (request.path.endsWith('/transitiveMembers/microsoft.graph.user/$count')) return { raw: '\uFEFF31' }
      if (request.path.endsWith('/members/microsoft.graph.user/$count')) return { raw: '7' }
      if (request.path.startsWith('/v1.0/users/$count')) {
        return { status: 403, json: { error: { code: 'Authorization_RequestDenied', message: '' } } }
      }
      return undefined
    })
    expect(await source.countPeople(groupId, false, never)).toBe(7)
    expect(await source.countPeople(groupId, true, never)).toBe(31)
    expect(await source.countUsers(never)).toBeNull()
  })
})

function sleepUntilAborted(_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new SourceError('cancelled', 'Stopped.')), { once: true })
  })
}
