import { expect, test } from './fixtures.ts'
import { ConnectionPage } from './pages/connection-page.ts'
import type { Credentials, World } from './world/world.ts'

interface Fault {
  readonly name: string
  /** What the admin typed instead, or what is wrong at Microsoft. */
  readonly change: (world: World) => Partial<Credentials> | undefined
  readonly check: { readonly id: string; readonly label: string }
  readonly detail: string
  readonly hint: string
}

const token = { id: 'token', label: 'Obtain access token' }
const ELSEWHERE = '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11'

const FAULTS: readonly Fault[] = [
  {
    name: 'another tenant',
    change: () => ({ directoryId: ELSEWHERE }),
    check: { id: 'tenant', label: 'Find the tenant' },
    detail: `Microsoft knows no tenant "${ELSEWHERE}"`,
    hint: 'Copy the Directory (tenant) ID from the Overview page',
  },
  {
    name: 'another application',
    change: () => ({ clientId: ELSEWHERE }),
    check: token,
    detail: `has no application with the ID ${ELSEWHERE}`,
    hint: 'Copy the Application (client) ID',
  },
  {
    name: 'a mistyped secret',
    change: (world) => ({ clientSecret: `${world.app().secret.slice(0, -1)}~` }),
    check: token,
    detail: 'it is not a valid secret of this application',
    hint: 'Create a new client secret in Certificates & secrets',
  },
  {
    name: 'the ID of the secret',
    change: (world) => ({ clientSecret: world.app().secretId }),
    check: token,
    detail: 'What was entered looks like the Secret ID',
    hint: 'use the Value column',
  },
  {
    name: 'an expired secret',
    change: (world) => {
      world.emulator.control.expireSecret(world.tenant().tenantId, world.app().clientId)
      return undefined
    },
    check: token,
    detail: 'The client secret has expired.',
    hint: 'Create a new client secret',
  },
  {
    name: 'no consent to read people',
    change: (world) => withRoles(world, ['GroupMember.Read.All']),
    check: { id: 'users', label: 'Read users' },
    detail: 'User.Read.All is missing or has no admin consent',
    hint: 'select User.Read.All, then "Grant admin consent"',
  },
  {
    name: 'no consent to read groups',
    change: (world) => withRoles(world, ['User.Read.All']),
    check: { id: 'groups', label: 'Read groups' },
    detail: 'GroupMember.Read.All is missing or has no admin consent',
    hint: 'select GroupMember.Read.All, then "Grant admin consent"',
  },
]

function withRoles(world: World, roles: readonly string[]): undefined {
  world.emulator.control.patchApp(world.tenant().tenantId, world.app().clientId, { roles })
  return undefined
}

test.beforeEach(({ world }) => world.emulator.control.reset())

for (const { name, change, check, detail, hint } of FAULTS) {
  test(`${name}: the right check fails and names the fix`, async ({ page, world }) => {
    const id = (await world.connect(0, { displayName: name, ...change(world) })).id
    const connection = new ConnectionPage(page)

    await connection.open(id)
    await connection.check()
    const failed = connection.result(check.label)
    await expect(failed).toContainText('Failed')
    await expect(failed).toContainText(detail)
    await expect(failed).toContainText(hint)
    await expect(failed.getByRole('link')).toHaveAttribute('href', /^https:\/\/entra\.microsoft\.com/)
    await expect(page.getByRole('button', { name: 'Check connection' })).toBeEnabled()

    const report = await world.rest.check(id)
    expect(report.status).toBe('fail')
    const told = report.checks.find((result) => result.id === check.id)
    expect(told).toMatchObject({ status: 'fail', label: check.label })
    expect(told?.detail).toContain(detail)
    expect(told?.hint).toContain(hint)
  })
}

test('a form says at once what cannot be right', async ({ page, world }) => {
  const form = new ConnectionPage(page)
  await form.openNew()
  await form.save()
  await expect(page.getByText('Give the connection a name.')).toBeVisible()
  await expect(page.getByText('Enter the client secret value.')).toBeVisible()
  const mistaken = { ...world.credentials(), clientId: 'my app', clientSecret: world.app().secretId }
  await form.enter(mistaken)
  await expect(page.getByText('This looks like the Secret ID')).toBeVisible()
  await form.save()
  await expect(page.getByText('Enter the Application (client) ID from the app registration')).toBeVisible()
  await expect(page).toHaveURL('/settings/integrations/entra/new')
})

test('checks leave a trail and the state of the connection behind', async ({ page, world }) => {
  const { id } = await world.connect(0, { displayName: 'Watched' })
  const connection = new ConnectionPage(page)
  await connection.open(id)
  await expect(page.getByText('Not checked yet').first()).toBeVisible()
  await connection.check()
  await expect(connection.result('Read group members')).toContainText('Warning')
  await expect(connection.result('Read group members')).toContainText('Member.Read.Hidden')
  const state = page.getByRole('main').getByText('Connected, with warnings').first()
  await expect(state).toBeVisible()
  await page.reload()
  await expect(state).toBeVisible()
  const events = await world.rest.listEvents()
  expect(events.some((event) => event.type === 'connection.checked' && event.connectionId === id)).toBe(true)
})
