import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startEmulator } from './server.ts'
import { TestClient, textAt, valuesOf } from './testing/test-client.ts'

test('the same seed gives the same tenant, the same secret and the same people', async () => {
  const [first, second, other] = await Promise.all([
    startEmulator({ seed: 5 }),
    startEmulator({ seed: 5 }),
    startEmulator({ seed: 6 }),
  ])
  const seen = [first, second, other].map(({ tenants: [tenant] }) => ({
    tenantId: tenant?.tenantId,
    app: tenant?.apps[0],
    person: tenant?.directory.users()[42],
    groups: tenant?.directory.groups(),
  }))
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]?.tenantId).not.toBe(seen[0]?.tenantId)
  expect(seen[2]?.app?.secret).not.toBe(seen[0]?.app?.secret)
  await Promise.all([first.close(), second.close(), other.close()])
})

test('the authority lives in a folder of its own, or goes with the emulator', async () => {
  const caDir = await mkdtemp(join(tmpdir(), 'emulator-test-'))
  const first = await startEmulator({ caDir })
  await first.close()
  const second = await startEmulator({ caDir })
  expect(second.caPem).toBe(first.caPem)
  expect(await readFile(second.caFile, 'utf8')).toBe(second.caPem)
  await second.close()
  await rm(caDir, { recursive: true })
  const passing = await startEmulator()
  expect(existsSync(passing.caFile)).toBe(true)
  await passing.close()
  expect(existsSync(passing.caFile)).toBe(false)
})

test('tenants do not see each other', async () => {
  const client = await TestClient.start({
    tenants: [
      { people: 3, domain: 'one.example', displayName: 'One' },
      { people: 4, domain: 'two.example', displayName: 'Two' },
    ],
  })
  const { items } = await client.all('/users?$select=userPrincipalName')
  expect(items.map((user) => textAt(user, 'userPrincipalName').split('@')[1])).toEqual(
    Array(3).fill('one.example'),
  )
  const foreign = await client.askToken({}, 'two.example')
  expect(foreign.json['error_codes']).toEqual([700016])
  expect(foreign.json['error_description']).toContain("in the directory 'Two'")
  await client.close()
})

test('pages can be capped, answers delayed, and given people and groups take their places', async () => {
  const client = await TestClient.start({
    pageSizeCap: 2,
    delayMs: 1,
    tenants: [
      {
        people: 5,
        users: [{ userPrincipalName: 'mo@larkfield.example', displayName: 'Mo' }],
        groups: [
          { displayName: 'Some', members: 2 },
          { displayName: 'Chosen', members: ['mo@larkfield.example'], holds: ['Some'] },
        ],
      },
    ],
  })
  const { pages } = await client.all('/users?$top=999')
  expect(pages.map((page) => valuesOf(page.json).length)).toEqual([2, 2, 2])
  const { directory } = client.tenant
  expect(directory.groups().map((group) => group.displayName)).toEqual(['Some', 'Chosen'])
  expect(directory.members(directory.findGroup('Chosen')?.id ?? '').map((member) => member.kind)).toEqual([
    'user',
    'group',
  ])
  expect(directory.members(directory.findGroup('Some')?.id ?? '')).toHaveLength(2)
  await client.close()
})

test('an empty tenant and one with hundreds of groups both work', async () => {
  const client = await TestClient.start({ tenants: [{ people: 0, groups: 0 }] })
  expect((await client.all('/users')).items).toEqual([])
  expect((await client.round('/groups/delta')).items).toEqual([])
  await client.close()
  const large = await startEmulator({ tenants: [{ people: 60, groups: 300 }] })
  const [tenant] = large.tenants
  expect(tenant?.directory.groups()).toHaveLength(300)
  expect(
    tenant?.directory.members(tenant.directory.findGroup('Project 0007')?.id ?? '').length,
  ).toBeGreaterThan(3)
  await large.close()
})

test('a port in use is said in a sentence', async () => {
  const first = await startEmulator()
  const port = Number(new URL(first.origin).port)
  await expect(startEmulator({ port })).rejects.toThrow(`Port ${port} is in use. Choose another one.`)
  await first.close()
})
