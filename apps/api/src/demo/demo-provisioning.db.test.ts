import { createScimConnection, createScimToken } from '@rollcall/directory'
import { startEmulator, type Emulator } from '@rollcall/entra-emulator'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYSTEM } from '../app-deps.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { demoPlugin } from './demo-plugin.ts'
import { createDemoProvisioning } from './demo-provisioning.ts'

let server: TestServer
let emulator: Emulator
let publicUrl: string
beforeAll(async () => {
  server = await openTestServer()
  publicUrl = await server.app.listen({ port: 0, host: '127.0.0.1' })
  emulator = await startEmulator({ tenants: [{ people: 30, groups: [{ displayName: 'Lab', members: 4 }] }] })
})
afterAll(async () => {
  await emulator.close()
  await server.close()
})

function sampleTenant() {
  const [tenant] = emulator.tenants
  if (!tenant) throw new Error('There is no sample tenant.')
  return tenant
}

async function openConnection(displayName: string) {
  const ctx = server.deps.contextFor(SYSTEM)
  const connection = await createScimConnection({ ctx, input: { displayName } })
  const { token } = await createScimToken({ ctx, input: { connectionId: connection.id, name: 'Entra' } })
  return { id: connection.id, token, baseUrl: `${publicUrl}/scim/v2/inbound/${connection.id}` }
}

const people = (connectionId: string) =>
  server.db.client.entraIdentity.count({ where: { connectionId, userId: { not: null } } })

test.each(['legacy', 'compliant'] as const)(
  'the sample tenant pushes its people here, %s',
  async (dialect) => {
    const tenant = sampleTenant()
    tenant.provisioning.removeAll()
    const demo = createDemoProvisioning({ tenant, publicUrl })
    const { id, token, baseUrl } = await openConnection(`Pushed, ${dialect}`)
    const enabled = tenant.directory.users().filter((user) => user.accountEnabled).length
    const first = await demo.start({ baseUrl, token, dialect })
    expect(first).toMatchObject({
      test: { ok: true },
      cycle: {
        kind: 'initial',
        outcome: 'completed',
        counts: { created: enabled + 1, failed: 0, membersAdded: 4 },
      },
      users: enabled,
      groups: 1,
      failures: [],
    })
    expect(await people(id)).toBe(enabled)
    const ada = tenant.directory.users().find((user) => user.accountEnabled && user.userType === 'Member')
    tenant.directory.updateUser(ada?.id ?? '', { jobTitle: 'Changed', accountEnabled: false })
    const next = await demo.cycle({ baseUrl })
    expect(next).toMatchObject({ cycle: { kind: 'incremental', counts: { disabled: 1, failed: 0 } } })
    tenant.directory.updateUser(ada?.id ?? '', { accountEnabled: true })
    expect(await demo.cycle({})).toMatchObject({ cycle: { counts: { enabled: 1 } } })
    expect(await demo.start({ baseUrl, token, dialect })).toMatchObject({
      cycle: { counts: { created: 0, updated: 0, unchanged: enabled + 1, failed: 0 } },
    })
  },
)

test('only chosen groups and their members', async () => {
  const demo = createDemoProvisioning({ tenant: sampleTenant(), publicUrl })
  const { id, token, baseUrl } = await openConnection('Some')
  await demo.start({ baseUrl, token, groups: ['Lab'] })
  expect(await people(id)).toBe(4)
  await expect(demo.start({ baseUrl, token, groups: ['Nowhere'] })).rejects.toThrow(/no group 'Nowhere'/)
})

test('a wrong token is told, and a right one starts', async () => {
  const demo = createDemoProvisioning({ tenant: sampleTenant(), publicUrl })
  const { token, baseUrl } = await openConnection('Guarded')
  expect(await demo.start({ baseUrl, token: 'wrong', groups: ['Lab'] })).toMatchObject({
    test: { ok: false, detail: expect.stringMatching(/^Invalid credentials/) },
    cycle: null,
    failures: [{ status: 401 }],
  })
  expect(await demo.start({ baseUrl, token, groups: ['Lab'] })).toMatchObject({
    cycle: { outcome: 'completed' },
  })
})

test('nowhere but to this server, and only once started', async () => {
  const demo = createDemoProvisioning({ tenant: sampleTenant(), publicUrl })
  await expect(demo.start({ baseUrl: 'https://elsewhere.example/scim', token: 'x' })).rejects.toThrow(
    /only to this server/,
  )
  await expect(demo.start({ baseUrl: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(demo.cycle({ baseUrl: `${publicUrl}/scim/v2/inbound/none` })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('over HTTP: from the console alone, and nothing outside of a demo', async () => {
  const call = (headers: Record<string, string>) =>
    server.app.inject({ method: 'POST', url: '/demo/provisioning', payload: {}, headers })
  expect((await call({})).json()).toMatchObject({ code: 'cross_site' })
  const answer = await call({ 'x-csrf': '1' })
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
})

test('over HTTP a demo answers what came of it', async () => {
  const app = Fastify()
  const demoProvisioning = createDemoProvisioning({ tenant: sampleTenant(), publicUrl })
  await app.register(demoPlugin, { prefix: '/demo', deps: { ...server.deps, demoProvisioning } })
  const { token, baseUrl } = await openConnection('Over HTTP')
  const headers = { 'x-csrf': '1' }
  const payload = { baseUrl, token, groups: ['Lab'] }
  const started = await app.inject({ method: 'POST', url: '/demo/provisioning', headers, payload })
  expect(started.json()).toMatchObject({ test: { ok: true }, cycle: { outcome: 'completed' }, users: 4 })
  const cycled = await app.inject({ method: 'POST', url: '/demo/provisioning/cycle', headers })
  expect(cycled.json()).toMatchObject({ test: null, cycle: { kind: 'incremental' }, users: 4 })
  const refused = await app.inject({ method: 'POST', url: '/demo/provisioning', headers, payload: {} })
  expect([refused.statusCode, refused.json().code]).toEqual([400, 'invalid_input'])
  await app.close()
})
