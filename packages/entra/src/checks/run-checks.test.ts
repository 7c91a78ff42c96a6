import {
  checkReport,
  type CheckId,
  type CheckReport,
  type CheckResult,
  type SourceSettings,
} from '@rollcall/vocabulary'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraConfig, type EntraProvider } from '../provider.ts'
import { makeCertificate } from '../testing/localhost-certificate.ts'
import {
  CLIENT_ID,
  ENOUGH,
  fakeToken,
  startScriptedServer,
  TENANT_ID,
  type Script,
  type ScriptedAnswer,
  type ScriptedServer,
} from '../testing/scripted-server.ts'
import { expiryVerdict } from './expiry.ts'
import { expiryOf } from './secret.ts'

const open: { server: ScriptedServer; provider: EntraProvider }[] = []
afterEach(async () => {
  for (const { server, provider } of open.splice(0)) {
    await provider.close()
    await server.close()
  }
})

const SECRET = 'abc8Q~a-secret-value'
const DAY_MS = 86_400_000
const person = { id: 'p1', displayName: 'Ada', userPrincipalName: 'ada@example.com', accountEnabled: true }

function denied(): ScriptedAnswer {
  return {
    status: 403,
    json: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } },
  }
}

function aadsts(code: number, status: number, error: string, more: object = {}): Script {
  return (request) =>
    request.path.includes('/oauth2/')
      ? {
          status,
          json: { error, error_description: `AADSTS${code}: Said so.`, error_codes: [code], ...more },
        }
      : undefined
}

function token(roles: readonly string[] | null): Script {
  return (request) =>
    request.path.includes('/oauth2/')
      ? { json: { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(roles) } }
      : undefined
}

/** A tenant where everything is well; `before` says what is different. */
function tenant(before: Script = () => undefined): Script {
  return (request, origin) => {
    const special = before(request, origin)
    if (special) return special
    const { path } = request
    if (path.startsWith('/v1.0/organization')) {
      if (!request.headers['authorization'])
        return { status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } }
      return { json: { value: [{ id: TENANT_ID, displayName: 'Northwind Traders' }] } }
    }
    if (path === '/v1.0/users/$count') return { raw: '1234' }
    if (path === '/v1.0/groups/$count') return { raw: '1' }
    if (path.startsWith('/v1.0/users?')) return { json: { value: [person] } }
    if (path.startsWith('/v1.0/groups?'))
      return { json: { value: [{ id: 'g1', displayName: 'Staff', visibility: null }] } }
    if (path.startsWith('/v1.0/$batch')) {
      const value = [{ '@odata.type': '#microsoft.graph.user', ...person }]
      return { json: { responses: [{ id: 'g1', status: 200, body: { value } }] } }
    }
    if (path.startsWith('/v1.0/applications')) return denied()
    return undefined
  }
}

async function connect(
  script: Script,
  settings: Partial<SourceSettings> = {},
  config: Partial<EntraConfig> = {},
) {
  const server = await startScriptedServer(script)
  const provider = createEntraProvider({
    authorityHost: server.origin,
    graphRoot: server.origin,
    caPem: server.caPem,
    sleep: async () => undefined,
    ...config,
  })
  open.push({ server, provider })
  const source = provider.open({
    directoryId: TENANT_ID,
    clientId: CLIENT_ID,
    credential: { kind: 'secret', clientSecret: SECRET },
    cloud: 'default',
    ...settings,
  })
  return { server, source }
}

async function check(
  script: Script,
  settings: Partial<SourceSettings> = {},
  config: Partial<EntraConfig> = {},
): Promise<CheckReport> {
  const { source } = await connect(script, settings, config)
  return source.check({ signal: new AbortController().signal })
}

function statuses(report: CheckReport): string {
  return report.checks.map(({ id, status }) => `${id}:${status}`).join(' ')
}

function find(report: CheckReport, id: CheckId): CheckResult {
  const found = report.checks.find((result) => result.id === id)
  if (!found) throw new Error(`No result for ${id}.`)
  return found
}

describe('when everything is well', () => {
  it('reports every check in order, as each one ends, with the tenant and the counts', async () => {
    const { source } = await connect(tenant())
    const seen: CheckResult[] = []
    const report = await source.check({
      signal: new AbortController().signal,
      onResult: (result) => seen.push(result),
    })
    expect(checkReport.parse(report)).toEqual(report)
    expect(seen).toEqual(report.checks)
    expect(statuses(report)).toBe(
      'network:pass tenant:pass token:pass users:pass groups:pass members:pass permissions:pass secret:skipped clock:pass',
    )
    expect(report).toMatchObject({
      status: 'pass',
      tenant: { id: TENANT_ID, displayName: 'Northwind Traders' },
      counts: { users: 1234, groups: 1 },
    })
    expect(report.checks.map((result) => result.label)).toEqual([
      'Reach Microsoft',
      'Find the tenant',
      'Obtain access token',
      'Read users',
      'Read groups',
      'Read group members',
      'Permissions',
      'Client secret',
      'Clock',
    ])
  })

  it('never shows the secret or the token', async () => {
    for (const script of [tenant(), tenant(aadsts(7000215, 401, 'invalid_client')), tenant(() => denied())]) {
      const text = JSON.stringify(await check(script))
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain(fakeToken(ENOUGH))
    }
  })

  it('signs in anew each time, so that nothing remembered answers', async () => {
    const { source, server } = await connect(tenant())
    await source.check({ signal: new AbortController().signal })
    await source.check({ signal: new AbortController().signal })
    expect(server.requests.filter((request) => request.path.includes('/oauth2/'))).toHaveLength(2)
  })
})

describe('sign-in', () => {
  it.each([
    ['wrong tenant', 90002, 400, 'invalid_request', /Directory \(tenant\) ID.*cloud/],
    ['wrong app', 700016, 400, 'unauthorized_client', /Application \(client\) ID/],
    ['wrong secret', 7000215, 401, 'invalid_client', /Create a new client secret/],
    ['expired secret', 7000222, 401, 'invalid_client', /Create a new client secret/],
    ['missing service principal', 7000229, 401, 'invalid_client', /Grant admin consent/],
    ['disabled app', 7000112, 400, 'unauthorized_client', /Enabled for users to sign-in/],
    ['wrong clock', 700024, 401, 'invalid_client', /time server/],
    ['code nobody knows', 999999, 400, 'invalid_request', /Overview/],
  ])('fails with the way out: %s', async (_name, code, status, error, hint) => {
    const report = await check(tenant(aadsts(code, status, error)))
    expect(report.status).toBe('fail')
    expect(statuses(report)).toContain(
      'token:fail users:skipped groups:skipped members:skipped permissions:skipped',
    )
    const result = find(report, 'token')
    expect(result.hint).toMatch(hint)
    expect(result.evidence).toMatchObject({ code: `AADSTS${code}`, httpStatus: String(status) })
  })

  it('names the Conditional Access policy and links to it', async () => {
    const policy = '7b1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b22'
    const claims = JSON.stringify({ access_token: { capolids: { essential: true, values: [policy] } } })
    const script = aadsts(53003, 400, 'invalid_grant', { suberror: 'message_only', claims })
    const result = find(await check(tenant(script)), 'token')
    expect(result.detail).toContain(policy)
    expect(result.link?.href).toContain(policy)
  })

  it('recognises a pasted secret ID', async () => {
    const script = tenant(aadsts(7000215, 401, 'invalid_client'))
    const report = await check(script, {
      credential: { kind: 'secret', clientSecret: '22222222-2222-4333-8444-555555555555' },
    })
    expect(find(report, 'token').detail).toContain('Secret ID')
    expect(find(report, 'secret').status).toBe('fail')
    expect(find(report, 'token').link?.href).toContain(`Credentials/appId/${CLIENT_ID}`)
  })

  it('repeats an expired secret under Client secret and a wrong clock under Clock', async () => {
    const expired = await check(tenant(aadsts(7000222, 401, 'invalid_client')))
    expect(find(expired, 'secret')).toMatchObject({ status: 'fail', hint: find(expired, 'token').hint })
    expect(find(await check(tenant(aadsts(700024, 401, 'invalid_client'))), 'clock').status).toBe('fail')
  })

  it('stops at an unknown tenant before a secret is sent', async () => {
    const { source, server } = await connect(
      tenant((request) =>
        request.path.includes('/.well-known/')
          ? {
              status: 400,
              json: {
                error: 'invalid_tenant',
                error_description: "AADSTS90002: Tenant 'x' not found.",
                error_codes: [90002],
              },
            }
          : undefined,
      ),
    )
    const report = await source.check({ signal: new AbortController().signal })
    expect(statuses(report)).toContain('tenant:fail token:fail users:skipped groups:skipped')
    expect(find(report, 'token').hint).toBe(find(report, 'tenant').hint)
    expect(find(report, 'token').evidence).toMatchObject({ code: 'AADSTS90002' })
    expect(server.requests.some((request) => request.path.includes('/oauth2/'))).toBe(false)
    expect(report.tenant).toBeNull()
  })

  it.each([
    ['a tenant', { directoryId: 'our company' }, 'tenant', 'our company'],
    ['a client ID', { clientId: 'my-app' }, 'token', 'my-app'],
    ['no secret', { credential: { kind: 'secret', clientSecret: ' ' } }, 'token', 'no client secret'],
  ] as const)('does not send what cannot be right: %s', async (_name, settings, id, words) => {
    const { source, server } = await connect(tenant(), settings)
    const report = await source.check({ signal: new AbortController().signal })
    expect(find(report, id)).toMatchObject({ status: 'fail', detail: expect.stringContaining(words) })
    expect(find(report, 'token').status).toBe('fail')
    expect(server.requests.some((request) => request.path.includes('/oauth2/'))).toBe(false)
  })

  it('gives a busy sign-in service a second chance', async () => {
    let busy = 1
    const report = await check(
      tenant((request) =>
        request.path.includes('/oauth2/') && busy-- > 0 ? { status: 503, raw: '<html>' } : undefined,
      ),
    )
    expect(find(report, 'token').status).toBe('pass')
  })
})

describe('network', () => {
  it('explains a refused connection, and still reports the three main checks', async () => {
    const { source, server } = await connect(tenant())
    await server.close()
    const report = await source.check({ signal: new AbortController().signal })
    expect(statuses(report)).toMatch(/^network:fail tenant:skipped token:fail users:skipped groups:skipped/)
    expect(find(report, 'network').evidence).toMatchObject({ transport: 'ECONNREFUSED' })
    expect(find(report, 'network').hint).toContain('HTTPS_PROXY')
  })

  it('names ENTRA_CA_FILE for a certificate that is not trusted', async () => {
    const report = await check(tenant(), {}, { caPem: (await makeCertificate()).certPem })
    expect(find(report, 'network').hint).toContain('ENTRA_CA_FILE')
    expect(find(report, 'token').hint).toContain('ENTRA_CA_FILE')
  })

  it('explains a name that does not exist', async () => {
    const report = await check(tenant(), {}, { authorityHost: 'https://login.invalid' })
    expect(find(report, 'network').detail).toContain('login.invalid')
  })

  it('explains a proxy that refuses and one that is not there', async () => {
    const proxy = createServer()
    proxy.on('connect', (_request, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    )
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : 0
    const proxyUrl = `http://127.0.0.1:${port}`
    const refused = find(await check(tenant(), {}, { proxyUrl }), 'network')
    expect(refused).toMatchObject({
      evidence: { transport: '407' },
      hint: expect.stringContaining('password'),
    })
    await new Promise((resolve) => proxy.close(resolve))
    const gone = find(await check(tenant(), {}, { proxyUrl }), 'network')
    expect(gone.detail).toBe(`The proxy 127.0.0.1:${port} could not be reached (ECONNREFUSED).`)
  })

  it('goes by the token where no discovery document is published and tokens are opaque', async () => {
    const bare: Script = (request) => {
      if (request.path.includes('/.well-known/')) return { status: 404, raw: 'Not found' }
      if (!request.path.includes('/oauth2/')) return undefined
      return { json: { token_type: 'Bearer', expires_in: 3599, access_token: 'opaque-token' } }
    }
    const report = await check(tenant(bare))
    const found = (['network', 'tenant', 'token', 'users', 'groups'] as const).map(
      (id) => find(report, id).status,
    )
    expect(found).toEqual(['pass', 'skipped', 'pass', 'pass', 'pass'])
  })

  it("notices a proxy's own page", async () => {
    const report = await check(tenant(() => ({ status: 200, raw: '<html>Blocked</html>' })))
    expect(find(report, 'network')).toMatchObject({ status: 'fail', hint: expect.stringContaining('proxy') })
    expect(find(report, 'token').status).toBe('fail')
  })

  it.each([
    [-10 * 60_000, 'ahead of'],
    [10 * 60_000, 'behind'],
  ])('warns when Microsoft is %i ms from us', async (offset, words) => {
    const report = await check(
      tenant((request) =>
        request.path.includes('/.well-known/')
          ? {
              headers: { date: new Date(Date.now() + offset).toUTCString() },
              json: { issuer: `https://x/${TENANT_ID}/v2.0` },
            }
          : undefined,
      ),
    )
    expect(find(report, 'clock')).toMatchObject({ status: 'warn', detail: expect.stringContaining(words) })
  })
})

describe('permissions', () => {
  it('fails users alone when only their permission is missing', async () => {
    const roles = token(['GroupMember.Read.All'])
    const withheld = {
      '@odata.type': '#microsoft.graph.user',
      id: 'p1',
      displayName: null,
      accountEnabled: null,
    }
    const report = await check(
      tenant((request, origin) => {
        if (request.path.startsWith('/v1.0/users')) return denied()
        if (request.path.startsWith('/v1.0/$batch')) {
          return { json: { responses: [{ id: 'g1', status: 200, body: { value: [withheld] } }] } }
        }
        return roles(request, origin)
      }),
    )
    expect(statuses(report)).toContain('token:pass users:fail groups:pass members:fail permissions:fail')
    expect(find(report, 'users').detail).toContain('User.Read.All')
    expect(find(report, 'users').link?.href).toContain(`CallAnAPI/appId/${CLIENT_ID}`)
    expect(find(report, 'members').detail).toContain('without names')
  })

  it('fails groups alone when only their permission is missing', async () => {
    const roles = token(['User.Read.All'])
    const report = await check(
      tenant((request, origin) =>
        request.path.startsWith('/v1.0/groups') ? denied() : roles(request, origin),
      ),
    )
    expect(statuses(report)).toContain('token:pass users:pass groups:fail members:skipped permissions:fail')
    expect(find(report, 'groups').hint).toContain('GroupMember.Read.All')
  })

  it('suspects delegated permissions when the token has none', async () => {
    const roles = token(null)
    const report = await check(
      tenant((request, origin) => {
        const isRead = request.headers['authorization'] && request.path.startsWith('/v1.0/')
        return isRead ? denied() : roles(request, origin)
      }),
    )
    expect(statuses(report)).toContain('token:pass users:fail groups:fail')
    expect(find(report, 'users').hint).toMatch(/Application permissions.*Grant admin consent.*Delegated/)
    expect(find(report, 'permissions').hint).toContain('Delegated')
  })

  it('explains why User.ReadBasic.All is not enough', async () => {
    const roles = token(['User.ReadBasic.All', 'GroupMember.Read.All'])
    const basic = { ...person, accountEnabled: null }
    const report = await check(
      tenant((request, origin) =>
        request.path.startsWith('/v1.0/users?') ? { json: { value: [basic] } } : roles(request, origin),
      ),
    )
    expect(find(report, 'users')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('User.ReadBasic.All is not enough'),
    })
  })

  it('says so when a permission was taken away a moment ago', async () => {
    const report = await check(
      tenant((request) => (request.path.startsWith('/v1.0/users') ? denied() : undefined)),
    )
    expect(find(report, 'users').hint).toContain('wait up to an hour')
  })

  it.each([
    ['Directory.Read.All', 'User.Read.All with GroupMember.Read.All is enough'],
    ['Group.Read.All', 'GroupMember.Read.All is enough'],
    ['User.ReadWrite.All', 'User.Read.All is enough'],
    ['Mail.Send', 'Mail.Send is not used'],
  ])('warns about %s', async (role, hint) => {
    const report = await check(tenant(token([...ENOUGH, role])))
    expect(report.status).toBe('warn')
    expect(find(report, 'permissions')).toMatchObject({ status: 'warn', hint: expect.stringContaining(hint) })
  })

  it('does without roles when the token cannot be read', async () => {
    const report = await check(
      tenant((request) =>
        request.path.includes('/oauth2/')
          ? { json: { token_type: 'Bearer', expires_in: 3599, access_token: 'sealed' } }
          : undefined,
      ),
    )
    expect(statuses(report)).toContain('users:pass groups:pass members:pass permissions:skipped')
  })

  it('warns about groups that hide their members', async () => {
    const value = [
      { id: 'g1', displayName: 'Staff', visibility: null },
      { id: 'g2', displayName: 'Board', visibility: 'HiddenMembership' },
    ]
    const groups: Script = (request) =>
      request.path.startsWith('/v1.0/groups?') ? { json: { value } } : undefined
    const warned = find(await check(tenant(groups)), 'members')
    expect(warned).toMatchObject({ status: 'warn', detail: expect.stringContaining('"Board"') })
    const allowed = token([...ENOUGH, 'Member.Read.Hidden'])
    const report = await check(
      tenant((request, origin) => groups(request, origin) ?? allowed(request, origin)),
    )
    expect(find(report, 'members').status).toBe('pass')
  })
})

function secretEnding(days: number): Script {
  const endDateTime = new Date(Date.now() + days * DAY_MS + 3_600_000).toISOString()
  const passwordCredentials = [
    { hint: 'zzz', endDateTime: '2020-01-01T00:00:00Z' },
    { hint: SECRET.slice(0, 3), endDateTime },
  ]
  return tenant((request) =>
    request.path.startsWith('/v1.0/applications') ? { json: { passwordCredentials } } : undefined,
  )
}

describe('the secret', () => {
  it.each([
    [200, 'pass', /200 days/],
    [25, 'warn', /in 25 days/],
    [5, 'warn', /in 5 days/],
    [0, 'warn', /within a day/],
  ])('that ends in %i days is a %s', async (days, status, detail) => {
    const result = find(await check(secretEnding(days)), 'secret')
    expect(result.status).toBe(status)
    expect(result.detail).toMatch(detail)
  })

  it('of several that begin alike is judged by the first to end', () => {
    const secrets = [
      { hint: 'abc', endDateTime: '2027-01-01T00:00:00Z' },
      { hint: 'abc', endDateTime: '2026-12-01T00:00:00Z' },
    ]
    expect(expiryOf(secrets, 'abcdef')).toBe(Date.parse('2026-12-01T00:00:00Z'))
    expect(expiryOf(secrets, 'xyz')).toBeNull()
    expect(expiryOf([{ endDateTime: '2027-01-01T00:00:00Z' }], 'xyz')).toBe(
      Date.parse('2027-01-01T00:00:00Z'),
    )
    expect(expiryVerdict(0, DAY_MS, { name: 'The secret', renew: '' }).detail).toBe(
      'The secret expired on 1970-01-01.',
    )
  })
})

describe('time and stopping', () => {
  it('skips the rest when it is stopped, and still reports every check', async () => {
    const controller = new AbortController()
    const { source } = await connect(tenant())
    const report = await source.check({
      signal: controller.signal,
      onResult: (result) => {
        if (result.id === 'token') controller.abort()
      },
    })
    expect(statuses(report)).toBe(
      'network:pass tenant:pass token:pass users:skipped groups:skipped members:skipped permissions:skipped secret:skipped clock:skipped',
    )
  })

  it('reports throttling instead of waiting it out', async () => {
    const answer = { status: 429, headers: { 'retry-after': '60' }, json: {} }
    const report = await check(
      tenant((request) => (request.path.startsWith('/v1.0/users') ? answer : undefined)),
    )
    expect(find(report, 'users')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('slow down'),
    })
  })
})
