import {
  entraId,
  SourceError,
  type CheckReport,
  type DirectorySource,
  type EntraId,
  type SourceMember,
  type SourceNotice,
  type SourcePage,
  type SourceSettings,
} from '@rollcall/vocabulary'
import { startEmulator, type Emulator, type FaultEffect, type TenantHandle } from '@rollcall/entra-emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEntraProvider, type EntraProvider } from './provider.ts'

/** The same code as for Microsoft, over TLS, against a directory that somebody else wrote from the documentation. */
const PEOPLE = 300
const PAGE = 15
const never = new AbortController().signal

let emulator: Emulator
let provider: EntraProvider
let tenant: TenantHandle
/** Waiting costs no time: the clock of every provider made by `connect` moves on instead. */
let ahead = 0

function connect(timeoutMs: number): EntraProvider {
  return createEntraProvider({
    authorityHost: emulator.origin,
    graphRoot: emulator.origin,
    caFile: emulator.caFile,
    now: () => Date.now() + ahead,
    random: () => 0,
    timeoutMs,
    sleep: async (ms) => {
      ahead += ms
    },
  })
}

beforeAll(async () => {
  emulator = await startEmulator({
    tenants: [{ people: PEOPLE, displayName: 'Halden Instruments' }],
    pageSizeCap: PAGE,
  })
  const [made] = emulator.tenants
  if (!made) throw new Error('The emulator has no tenant.')
  tenant = made
})
beforeEach(() => {
  emulator.control.reset()
  ahead = 0
  provider = connect(10_000)
})
afterEach(() => provider.close())
afterAll(async () => {
  await emulator.close()
})

function secret(clientSecret: string): SourceSettings['credential'] {
  return { kind: 'secret', clientSecret }
}

function settings(change: Partial<SourceSettings> = {}): SourceSettings {
  const [app] = tenant.apps
  return {
    directoryId: tenant.tenantId,
    clientId: app?.clientId ?? '',
    credential: secret(app?.secret ?? ''),
    cloud: 'default',
    ...change,
  }
}

function source(change: Partial<SourceSettings> = {}): DirectorySource {
  return provider.open(settings(change))
}

function group(name: string): EntraId {
  const found = tenant.directory.findGroup(name)
  if (!found) throw new Error(`The tenant has no group "${name}".`)
  return entraId.parse(found.id)
}

async function collect<T>(reading: AsyncIterable<SourcePage<T>>): Promise<SourcePage<T>[]> {
  const all: SourcePage<T>[] = []
  for await (const page of reading) all.push(page)
  return all
}

async function readAll(change: Partial<SourceSettings> = {}): Promise<number> {
  const pages = await collect(source(change).readUsers({ signal: never }))
  return pages.reduce((sum, page) => sum + page.items.length, 0)
}

async function kinds(name: string): Promise<Set<SourceMember['kind']>> {
  const pages = await collect(source().readMembers(group(name), { signal: never }))
  return new Set(pages.flatMap((page) => page.items.map((member) => member.kind)))
}

async function failureOf(work: Promise<unknown>): Promise<SourceError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof SourceError) return error
  throw new Error(`Expected a SourceError, got ${String(error)}`)
}

function fault(effect: FaultEffect, match: { path?: RegExp; times?: number; after?: number } = {}): void {
  emulator.control.addFault({ match: { path: /\/v1\.0\/users/, times: 1, ...match }, effect })
}

function check(change: Partial<SourceSettings> = {}): Promise<CheckReport> {
  return source(change).check({ signal: never })
}

function withApp(spec: Parameters<Emulator['control']['addApp']>[1]): Partial<SourceSettings> {
  const app = emulator.control.addApp(tenant.tenantId, spec)
  return { clientId: app.clientId, credential: secret(app.secret) }
}

function statuses(report: CheckReport): string {
  return report.checks.map(({ id, status }) => `${id}:${status}`).join(' ')
}

function result(report: CheckReport, id: string): CheckReport['checks'][number] {
  const found = report.checks.find((one) => one.id === id)
  if (!found) throw new Error(`No result for ${id}.`)
  return found
}

describe('readings', () => {
  it('reads everyone over 20 pages as the directory has them', async () => {
    const pages = await collect(source().readUsers({ signal: never }))
    const users = pages.flatMap((page) => page.items)
    expect(pages.length).toBeGreaterThanOrEqual(20)
    expect(new Set(users.map((user) => user.objectId)).size).toBe(tenant.directory.countUsers())
    expect(pages.flatMap((page) => page.unreadable)).toEqual([])
    const guests = tenant.directory.users().filter((user) => user.userType === 'Guest')
    expect(users.filter((user) => user.userType === 'guest')).toHaveLength(guests.length)
    const blocked = tenant.directory.users().filter((user) => !user.accountEnabled)
    expect(users.filter((user) => !user.accountEnabled)).toHaveLength(blocked.length)
    expect(await source().countUsers(never)).toBe(users.length)
  })

  it('leaves soft-deleted people out and finds them again once restored', async () => {
    const [someone] = tenant.directory.users()
    const before = await readAll()
    tenant.directory.deleteUser(someone?.id ?? '')
    expect(await readAll()).toBe(before - 1)
    tenant.directory.restoreUser(someone?.id ?? '')
    expect(await readAll()).toBe(before)
  })

  it('resumes after the tenth page, also in another source', async () => {
    const pages = await collect(source().readUsers({ signal: never }))
    const resume = pages[9]?.resume ?? ''
    const rest = await collect(source().readUsers({ signal: never, resume }))
    const ids = (list: typeof pages): string[] =>
      list.flatMap((page) => page.items.map((user) => user.objectId))
    expect(ids(rest)).toEqual(ids(pages.slice(10)))
  })

  it('tells people, nested groups and devices apart', async () => {
    expect(await kinds('All engineering')).toEqual(new Set(['group']))
    expect(await kinds('Technical staff')).toEqual(new Set(['user', 'group']))
    const withDevice = tenant.directory
      .groups()
      .find((found) => tenant.directory.members(found.id).some((member) => member.kind === 'device'))
    expect(await kinds(withDevice?.displayName ?? '')).toContain('other')
    expect(await kinds('Alumni programme')).toEqual(new Set())
  })

  it('counts people directly and through nested groups', async () => {
    expect(await source().countPeople(group('All engineering'), false, never)).toBe(0)
    expect(await source().countPeople(group('All engineering'), true, never)).toBeGreaterThan(0)
    expect(
      await source().countPeople(entraId.parse('00000000-0000-4000-8000-000000000000'), true, never),
    ).toBeNull()
  })

  it('marks hidden and dynamic groups and says when a group is gone', async () => {
    const read = (name: string) => source().readGroup(group(name), { signal: never })
    expect(await read('Leadership succession')).toMatchObject({
      hiddenMembership: true,
      kind: 'microsoft365',
    })
    expect(await read('All employees')).toMatchObject({ dynamic: true, kind: 'security' })
    expect(await read('Newsletter')).toMatchObject({ kind: 'distribution' })
    const doomed = group('Managers')
    tenant.directory.deleteGroup(doomed)
    expect((await failureOf(source().readGroup(doomed, { signal: never }))).failure).toBe('missing')
    expect((await failureOf(collect(source().readMembers(doomed, { signal: never })))).failure).toBe(
      'missing',
    )
  })

  it('lists groups by name, page by page, with the number of members', async () => {
    const listed = []
    let cursor: string | null = null
    do {
      const page = await source().listGroups({ limit: 10, ...(cursor ? { cursor } : {}) }, never)
      if (cursor === null) expect(page.total).toBe(tenant.directory.groups().length)
      listed.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(listed).toHaveLength(tenant.directory.groups().length)
    const names = listed.map((item) => item.displayName.toLowerCase())
    expect(names).toEqual(names.toSorted())
    const managers = listed.find((item) => item.displayName === 'Managers')
    expect(managers?.memberCount).toBe(tenant.directory.members(group('Managers')).length)
  })

  it('searches groups by a word, with odd characters in it', async () => {
    const found = await source().listGroups({ limit: 10, search: 'engineering' }, never)
    expect(found.items.map((item) => item.displayName)).toContain('All engineering')
    tenant.directory.addGroup({ displayName: 'R&D "north" #1' })
    const odd = await source().listGroups({ limit: 10, search: 'R&D "north" #1' }, never)
    expect(odd.items.map((item) => item.displayName)).toEqual(['R&D "north" #1'])
  })

  it('sets members apart whose details are withheld, instead of making people of them', async () => {
    const change = withApp({ roles: ['GroupMember.Read.All'] })
    const [page] = await collect(source(change).readMembers(group('Managers'), { signal: never }))
    expect(page?.items).toEqual([])
    expect(page?.unreadable.length).toBeGreaterThan(0)
    expect((await failureOf(collect(source(change).readUsers({ signal: never })))).hint).toContain(
      'User.Read.All',
    )
  })

  it('makes nobody active on the word of User.ReadBasic.All', async () => {
    const roles = ['User.ReadBasic.All', 'GroupMember.Read.All']
    expect(await readAll(withApp({ roles }))).toBe(0)
  })

  it('accepts a domain name as the tenant', async () => {
    expect(await readAll({ directoryId: tenant.domain })).toBe(tenant.directory.countUsers())
  })
})

describe('a reading in bad weather ends with everyone', () => {
  it.each<[string, FaultEffect]>([
    ['429 with seconds', { kind: 'throttle', retryAfter: 4 }],
    ['429 with a fraction', { kind: 'throttle', retryAfter: 2.128 }],
    ['429 with a date', { kind: 'throttle', retryAfter: new Date(Date.now() + 5_000) }],
    ['429 with nothing', { kind: 'throttle', retryAfter: 'none' }],
    ['503 with a web page', { kind: 'status', status: 503, html: true }],
    ['504 with a web page', { kind: 'status', status: 504, html: true }],
    ['502', { kind: 'status', status: 502 }],
    ['500', { kind: 'status', status: 500 }],
    ['a reset', { kind: 'reset' }],
    ['a reset in the middle', { kind: 'reset', afterBytes: 500 }],
    ['half an answer', { kind: 'truncate' }],
    ['an expired token', { kind: 'expire-token' }],
  ])('%s', async (_name, effect) => {
    fault(effect, { after: 3, times: effect.kind === 'expire-token' ? 1 : 3 })
    expect(await readAll()).toBe(tenant.directory.countUsers())
  })

  it('an answer slower than we wait', async () => {
    fault({ kind: 'slow', ms: 6_000 })
    await provider.close()
    provider = connect(1_500)
    expect(await readAll()).toBe(tenant.directory.countUsers())
  })

  it('a storm over everything', async () => {
    const path = /\/v1\.0\//
    fault({ kind: 'throttle', retryAfter: 1 }, { path, after: 2, times: 3 })
    fault({ kind: 'status', status: 503, html: true }, { path, after: 8, times: 2 })
    fault({ kind: 'reset' }, { path, after: 14, times: 2 })
    fault({ kind: 'truncate' }, { path, after: 20, times: 2 })
    const notices: SourceNotice[] = []
    expect(await readAll({ onNotice: (notice) => notices.push(notice) })).toBe(tenant.directory.countUsers())
    expect(notices.length).toBeGreaterThanOrEqual(9)
  })

  it('or with a plain word when the link has expired', async () => {
    fault({ kind: 'page-token-expired' }, { after: 4 })
    const error = await failureOf(readAll())
    expect(error.failure).toBe('restart')
  })

  it('or with the reason when a permission is taken away in the middle', async () => {
    fault({ kind: 'revoke-permission', role: 'User.Read.All' }, { after: 4 })
    const error = await failureOf(readAll())
    expect(error.failure).toBe('refused')
    expect(error.evidence).toHaveProperty('requestId')
  })
})

describe('checks', () => {
  const FAILED = 'users:skipped groups:skipped members:skipped permissions:skipped'

  it('pass for a well-made registration, hidden membership apart', async () => {
    const report = await check()
    expect(statuses(report)).toBe(
      'network:pass tenant:pass token:pass users:pass groups:pass members:warn permissions:pass secret:skipped clock:pass',
    )
    expect(result(report, 'members').detail).toContain('Leadership succession')
    expect(report.tenant?.id).toBe(tenant.tenantId)
    expect(report.counts).toEqual({
      users: tenant.directory.countUsers(),
      groups: tenant.directory.groups().length,
    })
  })

  it('show everything when everything may be read', async () => {
    const roles = [
      'User.Read.All',
      'GroupMember.Read.All',
      'Member.Read.Hidden',
      'Application.Read.All',
      'Organization.Read.All',
    ]
    const report = await check(withApp({ roles }))
    expect(report.status).toBe('pass')
    expect(report.tenant?.displayName).toBe('Halden Instruments')
    expect(result(report, 'secret').detail).toContain('valid until')
  })

  it.each([
    [
      'unknown tenant',
      { directoryId: '99999999-0000-4000-8000-000000000000' },
      'tenant:fail token:fail',
      /cloud/,
    ],
    [
      'unknown app',
      { clientId: '99999999-0000-4000-8000-000000000000' },
      'tenant:pass token:fail',
      /client\) ID/,
    ],
    ['wrong secret', { credential: secret('wrong~value') }, 'tenant:pass token:fail', /new client secret/],
  ])('name the cure for: %s', async (_name, change, expected, hint) => {
    const report = await check(change)
    expect(statuses(report)).toContain(`${expected} ${FAILED}`)
    expect(result(report, 'token').hint).toMatch(hint)
    expect(result(report, 'token').evidence).toHaveProperty('traceId')
  })

  it('recognise the secret ID pasted instead of the value', async () => {
    const report = await check({ credential: secret(tenant.apps[0]?.secretId ?? '') })
    expect(result(report, 'token').detail).toContain('Secret ID')
  })

  it('tell an expired secret', async () => {
    const change = settings()
    emulator.control.expireSecret(tenant.tenantId, change.clientId)
    const report = await check(change)
    expect(result(report, 'token').detail).toBe('The client secret has expired.')
    expect(result(report, 'secret').status).toBe('fail')
  })

  it('tell a missing enterprise application, a disabled one and a policy apart', async () => {
    const policy = '7b1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b22'
    const missing = await check(withApp({ missingServicePrincipal: true }))
    const disabled = await check(withApp({ disabled: true }))
    const blocked = await check(withApp({ conditionalAccessPolicy: policy }))
    expect(result(missing, 'token').hint).toContain('Grant admin consent')
    expect(result(disabled, 'token').hint).toContain('Enabled for users to sign-in')
    expect(result(blocked, 'token').detail).toContain(policy)
  })

  it('tell which permission lacks consent', async () => {
    const noUsers = await check(withApp({ roles: ['GroupMember.Read.All'] }))
    expect(statuses(noUsers)).toContain('token:pass users:fail groups:pass members:fail permissions:fail')
    const noGroups = await check(withApp({ roles: ['User.Read.All'] }))
    expect(statuses(noGroups)).toContain('token:pass users:pass groups:fail members:skipped permissions:fail')
    const none = await check(withApp({ roles: [] }))
    expect(statuses(none)).toContain('token:pass users:fail groups:fail members:skipped permissions:fail')
    expect(result(none, 'users').hint).toContain('Delegated')
  })

  it('explain why the basic profile is not enough', async () => {
    const report = await check(withApp({ roles: ['User.ReadBasic.All', 'GroupMember.Read.All'] }))
    expect(result(report, 'users').detail).toContain('User.ReadBasic.All is not enough')
  })

  it('see a permission that was taken away while the token still has it', async () => {
    fault({ kind: 'revoke-permission', role: 'User.Read.All' }, { path: /\/v1\.0\/users/ })
    expect(result(await check(), 'users').hint).toContain('wait up to an hour')
  })

  it('warn about permissions that give too much', async () => {
    const report = await check(withApp({ roles: ['Directory.ReadWrite.All'] }))
    expect(result(report, 'permissions')).toMatchObject({ status: 'warn' })
    expect(result(report, 'users').status).toBe('pass')
  })

  it('warn about a secret that ends soon', async () => {
    const expiresAt = new Date(Date.now() + 5 * 86_400_000 + 3_600_000).toISOString()
    const roles = ['User.Read.All', 'GroupMember.Read.All', 'Application.Read.All']
    const report = await check(withApp({ roles, secrets: [{ value: 'qqq~soon-over', expiresAt }] }))
    expect(result(report, 'secret')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('in 5 days'),
    })
  })

  it('notice that the clocks differ', async () => {
    emulator.control.setClockSkew(8 * 60_000)
    expect(result(await check(), 'clock')).toMatchObject({
      status: 'warn',
      detail: expect.stringContaining('behind'),
    })
  })
})
