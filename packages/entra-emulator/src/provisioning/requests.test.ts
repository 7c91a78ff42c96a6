import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator } from '../server.ts'
import { TestClient, textAt } from '../testing/test-client.ts'
import type { LogEntry } from './provisioning-log.ts'
import { RequestGate } from './request-gate.ts'
import { parseRetryAfter } from './send-request.ts'
import { addressOf, BadSettings } from './settings.ts'
import { COMPANY } from './testing/company.ts'
import { ProvisioningSetup } from './testing/provisioning-setup.ts'
import { TOKEN } from './testing/strict-target.ts'

const ADA = 'ada@larkfield.example'
const BEN = 'ben@larkfield.example'

let setup: ProvisioningSetup
beforeEach(async () => {
  setup = await ProvisioningSetup.start(COMPANY)
})
afterEach(() => setup.close())

test('headers: the token, scim+json both ways, and a User-Agent only when there is one', async () => {
  await setup.job().provisionOnDemand({ userId: setup.userId(ADA) })
  const [search, create] = setup.target.requests
  expect(search?.headers).toMatchObject({
    authorization: `Bearer ${TOKEN}`,
    accept: 'application/scim+json',
    'user-agent': 'entra-emulator',
  })
  expect(search?.headers).not.toHaveProperty('content-type')
  expect(create?.headers['content-type']).toBe('application/scim+json; charset=utf-8')
  setup.target.forget()
  await setup.job({ userAgent: null }).testConnection()
  expect(setup.target.requests[0]?.headers).not.toHaveProperty('user-agent')
})

test.each([
  ['https://a.example/scim', 'legacy', 'https://a.example/scim/Users?x=1'],
  ['https://a.example/scim/', 'legacy', 'https://a.example/scim//Users?x=1'],
  [
    'https://a.example/scim?aadOptscim062020',
    'compliant',
    'https://a.example/scim/Users?x=1&aadOptscim062020',
  ],
  ['https://a.example/scim?AADOPTSCIM062020=1&k=v', 'legacy', 'https://a.example/scim/Users?x=1&k=v'],
] as const)('%s in the %s dialect', (baseUrl, dialect, url) => {
  expect(addressOf(baseUrl, '/Users', ['x=1'], dialect)).toBe(url)
})

test.each([
  [{ baseUrl: 'nonsense' }, /no URL/],
  [{ baseUrl: 'ftp://a.example' }, /https:/],
  [{ token: '' }, /token is empty/],
  [{ matchingAttribute: 'nickName' }, /does not fill/],
  [{ maxInFlight: 0 }, /maxInFlight/],
])('settings %j are refused', (settings, message) => {
  expect(() => setup.job(settings)).toThrow(BadSettings)
  expect(() => setup.job(settings)).toThrow(message)
})

test('on demand is always legacy, whatever the tenant URL says', async () => {
  const job = setup.job({ baseUrl: `${setup.target.baseUrl}?aadOptscim062020` })
  const id = setup.userId(ADA)
  expect(await job.provisionOnDemand({ userId: id })).toMatchObject({ ok: true, counts: { created: 1 } })
  setup.tenant.directory.updateUser(id, { accountEnabled: false })
  expect(await job.provisionOnDemand({ userId: id })).toMatchObject({ ok: true, counts: { disabled: 1 } })
  setup.target.expects = 'compliant'
  expect((await job.runCycle()).outcome).toBe('completed')
})

test('on demand takes a group with at most five members, and the next cycle brings the rest', async () => {
  const { directory } = setup.tenant
  const group = directory.addGroup({ displayName: 'Crowd' }).id
  const people = Array.from({ length: 7 }, () => directory.addUser().id)
  for (const id of people) directory.addMember(group, id)
  const job = setup.job({ groups: 'all' })
  await expect(job.provisionOnDemand({ groupId: group, memberIds: people })).rejects.toThrow(/at most 5/)
  await job.provisionOnDemand({ userId: people[6] ?? '' })
  expect(await job.provisionOnDemand({ groupId: group })).toMatchObject({
    ok: true,
    targetId: 'g-7',
    counts: { created: 6, membersAdded: 5 },
  })
  await job.runCycle()
  expect(setup.target.memberIds('Crowd')).toHaveLength(7)
})

test('on demand says why nothing was sent', async () => {
  const { target } = setup
  const job = setup.job({ scope: { groups: [] }, groups: 'none' })
  expect(await job.provisionOnDemand({ userId: setup.userId(ADA) })).toMatchObject({
    detail: 'Not in scope.',
    targetId: null,
  })
  const dora = setup.userId('dora@larkfield.example')
  expect(await setup.job().provisionOnDemand({ userId: dora })).toMatchObject({
    detail: 'Disabled or deleted, and never provisioned before.',
  })
  expect(await job.provisionOnDemand({ groupId: setup.groupId('Optics') })).toMatchObject({ ok: false })
  expect(target.requests).toEqual([])
  await expect(job.provisionOnDemand({ userId: 'nobody' })).rejects.toThrow(/There is no user/)
})

test('the log tells object, action, request, status, words and duration', async () => {
  const job = setup.job({ maxInFlight: 1 })
  setup.target.intercept = ({ method, body }) =>
    method === 'POST' && body?.['userName'] === BEN
      ? { status: 400, body: { detail: 'No.', scimType: 'invalidValue' } }
      : undefined
  await job.runCycle()
  const entries = job.log()
  expect(entries.find(({ outcome }) => outcome === 'failure')).toEqual({
    id: expect.any(Number),
    at: expect.stringMatching(/Z$/),
    cycle: 1,
    action: 'create',
    subject: { kind: 'user', id: setup.userId(BEN), name: BEN },
    request: { method: 'POST', path: '/Users', body: expect.stringContaining(BEN) },
    status: 400,
    outcome: 'failure',
    detail: 'invalidValue: No.',
    durationMs: expect.any(Number),
  })
  expect(entries.find(({ outcome }) => outcome === 'skipped')).toMatchObject({
    request: null,
    status: null,
    detail: 'Disabled or deleted, and never provisioned before.',
  })
  const last = entries.at(-1)?.id ?? 0
  expect(job.log(last - 1)).toHaveLength(1)
  expect(JSON.stringify([job.log(), job.state()])).not.toContain(TOKEN)
})

test('the same seed sends the same requests', async () => {
  const run = async (): Promise<string[]> => {
    setup.target.forget()
    setup.target.users.clear()
    await setup.job({ maxInFlight: 1 }).runCycle()
    return setup.target.requests.map(({ method, target }) => `${method} ${target}`.replace(/u-\d+/, 'u'))
  }
  expect(await run()).toEqual(await run())
})

test('schemas are read, and mapped attributes that the target does not list are named', async () => {
  const reading = await setup.job({ baseUrl: setup.target.baseUrl }).readSchemas()
  expect(setup.target.requests.map(({ target }) => target)).toEqual(['/ServiceProviderConfig', '/Schemas'])
  expect(reading.patch).toBe(true)
  expect(reading.attributes).toContain('emails.value')
  expect(reading.attributes).toContain(
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
  )
  expect(reading.missing).toContain('title')
  expect(reading.missing).toContain('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager')
  expect(reading.missing).not.toContain('emails[type eq "work"].value')
})

test('a gate lets out so many at a time', async () => {
  const gate = new RequestGate({ requestsPerSecond: null, maxInFlight: 2 }, async () => undefined)
  const open: (() => void)[] = []
  const runs = [1, 2, 3].map(() => gate.run(() => new Promise<void>((resolve) => open.push(resolve))))
  await new Promise((resolve) => setImmediate(resolve))
  expect(open).toHaveLength(2)
  open[0]?.()
  await runs[0]
  await new Promise((resolve) => setImmediate(resolve))
  expect(open).toHaveLength(3)
  for (const finish of open) finish()
  await Promise.all(runs)
})

test('no more requests are under way than allowed', async () => {
  setup.target.delayMs = 5
  for (let n = 0; n < 10; n++) setup.tenant.directory.addUser()
  await setup.job({ maxInFlight: 3 }).runCycle()
  expect(setup.target.mostInFlight).toBe(3)
})

test('requests are spaced, and a pause holds those that follow', async () => {
  const waits: number[] = []
  const gate = new RequestGate({ requestsPerSecond: 25, maxInFlight: 1 }, async (ms) => {
    waits.push(ms)
  })
  for (let n = 0; n < 3; n++) await gate.run(async () => undefined)
  expect(waits).toHaveLength(2)
  expect(waits[0]).toBeLessThanOrEqual(40)
  expect(waits[1]).toBeGreaterThan(waits[0] ?? 0)
  gate.pause(5_000)
  await gate.run(async () => undefined)
  expect(waits[2]).toBeGreaterThan(4_000)
})

test.each([
  ['7', 7_000],
  ['Sun, 22 Nov 2026 08:00:09 GMT', 9_000],
  ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s', (header, ms) => {
  expect(parseRetryAfter(header, Date.UTC(2026, 10, 22, 8, 0, 0))).toBe(ms)
})

test('over https, with the target’s own certificate authority', async () => {
  const https = await startEmulator({ tenants: [{ people: 0 }] })
  const silent = await setup.job({ baseUrl: https.origin }).testConnection()
  expect(silent).toMatchObject({ ok: false, detail: expect.stringMatching(/certificate/) })
  const trusting = await setup.job({ baseUrl: https.origin, caPem: https.caPem }).testConnection()
  expect(trusting).toEqual({ ok: false, detail: 'The target answered 404.' })
  await https.close()
})

test('jobs are made, run, looked at and removed from outside', async () => {
  const client = new TestClient(setup.emulator)
  const base = `/tenants/${client.tenant.tenantId}/provisioning`
  const { baseUrl } = setup.target
  const made = await client.control('POST', base, {
    baseUrl,
    token: TOKEN,
    groups: 'all',
    requestsPerSecond: null,
  })
  expect(made).toMatchObject({ status: 201, json: { status: 'ready', users: 0, settings: { baseUrl } } })
  expect(made.text).not.toContain(TOKEN)
  const id = textAt(made.json, 'id')
  const log = (): LogEntry[] => setup.tenant.provisioning.find(id)?.log() ?? []
  expect((await client.control('POST', `${base}/test`)).json).toEqual({ ok: true, detail: null })
  expect((await client.control('POST', `${base}/schemas`)).json).toMatchObject({ patch: true })
  expect((await client.control('POST', `${base}/cycle`)).json).toMatchObject({ outcome: 'completed' })
  const demanded = await client.control('POST', `${base}/${id}/on-demand`, { userId: setup.userId(ADA) })
  expect(demanded.json).toMatchObject({ ok: true, targetId: setup.target.userNamed(ADA)['id'] })
  const { json } = await client.control('GET', `${base}/log?after=${log().length - 1}`)
  expect(json['entries']).toEqual(log().slice(-1))
  expect((await client.control('GET', base)).json).toMatchObject({ jobs: [{ id, users: 5, groups: 2 }] })
  expect((await client.control('PATCH', `${base}/${id}`, { token: 'wrong' })).status).toBe(200)
  expect((await client.control('POST', `${base}/schemas`)).status).toBe(502)
  expect((await client.control('POST', `${base}/cycle`)).json).toMatchObject({ outcome: 'quarantined' })
  expect((await client.control('POST', `${base}/restart`, { forgetLinks: true })).json).toMatchObject({
    status: 'ready',
    users: 0,
  })
  expect((await client.control('DELETE', `${base}/${id}`)).status).toBe(200)
  expect((await client.control('POST', `${base}/cycle`)).status).toBe(404)
  expect((await client.control('GET', base)).json).toEqual({ jobs: [] })
})

test.each([
  [{}, /needs the baseUrl and the token/],
  [{ baseUrl: 'x', token: 'y' }, /is no URL/],
  [{ baseUrl: 'http://a.example', token: 'y', dialect: 'klingon' }, /'dialect' must be one of/],
  [{ baseUrl: 'http://a.example', token: 'y', speed: 9 }, /'speed' is not known/],
  [{ baseUrl: 'http://a.example', token: null }, /'token' cannot be null/],
  [{ baseUrl: 'http://a.example', token: 'y', groups: [7] }, /must hold object ids/],
  [{ baseUrl: 'http://a.example', token: 'y', scope: { friends: [] } }, /'friends' is not known/],
  [
    { baseUrl: 'http://a.example', token: 'y', mapping: [{ target: 'a b', source: 'mail' }] },
    /needs a target/,
  ],
  [
    { baseUrl: 'http://a.example', token: 'y', mapping: [{ target: 'a', source: 'mood' }] },
    /source must be one/,
  ],
])('from outside %j is refused', async (body, message) => {
  const client = new TestClient(setup.emulator)
  const reply = await client.control('POST', `/tenants/${client.tenant.tenantId}/provisioning`, body)
  expect(reply.status).toBe(400)
  expect(reply.json['message']).toMatch(message)
})
