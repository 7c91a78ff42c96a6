import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectAccessible } from './scan-page.ts'
import { claimLinkIn, MailServer } from './world/mail-server.ts'
import { STAFF, toStorageState } from './world/staff.ts'
import type { World } from './world/world.ts'

/** Few people: what axe has to look at grows with every row, and the rows are alike. */
test.use({ setting: { start: 'synced', tenants: [{ people: 12 }] }, trace: 'off' })

/** Ids that addresses below are filled with. */
type Ids = Record<
  'connection' | 'person' | 'identity' | 'realm' | 'run' | 'plan' | 'mailing' | 'invite',
  string
>

const PAGES = [
  '/',
  '/users',
  '/users?tab=unclaimed',
  '/users?tab=unclaimed&search=nobody',
  '/users/unregistered/{person}',
  `/users/${STAFF.operator.id}`,
  '/realms',
  '/realms/{realm}',
  '/sync-runs',
  '/sync-runs/{run}',
  '/sync-runs/{plan}',
  '/conflicts',
  '/directory-people',
  '/directory-people?search=nobody',
  '/directory-people/{identity}',
  '/conflicts?status=linked',
  '/events',
  '/sync/{connection}?step=groups',
  '/sync/{connection}?step=map',
  '/sync/{connection}?step=review',
  '/settings/integrations',
  '/settings/integrations/entra',
  '/settings/integrations/entra/new',
  '/settings/integrations/entra/{connection}',
  '/settings/integrations/entra/{connection}?section=rules',
  '/settings/integrations/entra/{connection}?section=guide',
  '/settings/integrations/entra/{connection}?section=danger',
  '/settings/integrations/email',
  '/settings/integrations/wallet',
  '/settings/keys',
  '/invitations',
  '/invitations?search=nobody',
  '/mailings',
  '/mailings/{mailing}',
  '/invite/{invite}',
  '/claim/a-token-that-nobody-was-ever-given',
  '/profile',
  '/nowhere',
]

/** What can be opened over a page, and how. */
const DIALOGS: { name: string; at: string; open: (page: Page) => Promise<void> }[] = [
  { name: 'command palette', at: '/', open: (page) => press(page, 'Search or run a command') },
  { name: 'account menu', at: '/', open: (page) => press(page, `Account menu of ${STAFF.owner.name}`) },
  { name: 'a filter', at: '/users', open: (page) => page.getByRole('combobox', { name: 'Role' }).click() },
  { name: 'a QR', at: '/users/unregistered/{person}', open: (page) => press(page, 'Show QR') },
  { name: 'a QR of a link', at: '/invite/{invite}', open: (page) => press(page, 'Show the QR') },
  { name: 'invite', at: '/invitations', open: (page) => press(page, 'Invite person') },
  {
    name: 'revoke an invitation',
    at: '/invitations',
    open: (page) => press(page, 'Revoke the invitation of Ines Invited'),
  },
  {
    name: 'remove the mail server',
    at: '/settings/integrations/email',
    open: (page) => press(page, 'Remove mail server'),
  },
  {
    name: 'send claim links',
    at: '/users?tab=unclaimed',
    open: (page) => press(page, /^Send claim links to all/),
  },
  {
    name: 'grant capability',
    at: `/users/${STAFF.operator.id}`,
    open: (page) => press(page, 'Grant capability'),
  },
  { name: 'new key', at: '/settings/keys', open: (page) => press(page, 'Create API key') },
  { name: 'delete key', at: '/settings/keys', open: (page) => press(page, /^Delete API key/) },
  { name: 'new realm', at: '/realms', open: (page) => press(page, 'Create realm') },
  { name: 'edit realm', at: '/realms/{realm}', open: (page) => press(page, 'Edit realm') },
  { name: 'add people', at: '/realms/{realm}', open: (page) => press(page, 'Add people') },
  { name: 'undo a sync', at: '/sync-runs/{run}', open: (page) => press(page, 'Undo this sync') },
  { name: 'reject a plan', at: '/sync-runs/{plan}', open: (page) => press(page, 'Reject plan') },
  { name: 'delete realm', at: '/realms/{realm}', open: (page) => press(page, 'Delete realm') },
  {
    name: 'disable person',
    at: '/users/unregistered/{person}',
    open: (page) => press(page, 'Disable account'),
  },
  { name: 'delete person', at: '/users/unregistered/{person}', open: (page) => press(page, 'Delete person') },
  {
    name: 'delete connection',
    at: '/settings/integrations/entra/{connection}?section=danger',
    open: (page) => press(page, 'Delete connection'),
  },
  {
    name: 'people into a realm',
    at: '/users?tab=unclaimed',
    open: async (page) => {
      await page.getByRole('checkbox', { name: 'Select all rows shown' }).check()
      await press(page, 'Add to realm')
    },
  },
  {
    name: 'finished checks',
    at: '/settings/integrations/entra/{connection}',
    open: async (page) => {
      await press(page, 'Check connection')
      await expect(page.getByRole('link', { name: 'Sync users' })).toHaveCount(2)
    },
  },
]

function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name }).first().click()
}

let page: Page
let ids: Ids

/** A conflict to decide, a realm with members, and a plan that waits. */
async function furnish(world: World): Promise<Ids> {
  const { directory } = world.tenant()
  directory.addUser({ displayName: 'Otto O.', mail: STAFF.operator.email })
  const connection = (await world.connection()).id
  await world.rest.sync(connection)
  const [person] = await world.rest.listUsers({ claimed: 'false', status: 'active' })
  const realm = (await world.rest.ask<{ id: string }>('POST', '/api/realms', { name: 'Harbour' })).id
  await world.rest.ask('PUT', `/api/realms/${realm}/members/${person?.id ?? ''}`)
  directory.updateUser(person?.entraId ?? '', { jobTitle: 'Head of legal', accountEnabled: false })
  const planned = await world.rest.ask<{ id: string }>(
    'POST',
    `/api/directory/connections/${connection}/plan`,
    {},
  )
  const plan = (await world.rest.waitForRun(planned.id)).id
  const run = (await world.rest.listRuns()).at(-1)?.id ?? ''
  const { items } = await world.rest.ask<{ items: { identityId: string }[] }>('GET', '/api/directory/people')
  const identity = items[0]?.identityId ?? ''
  const smtp = { host: '127.0.0.1', port: 9, from: 'rollcall@rollcall.example', tls: 'none' }
  await world.rest.ask('PUT', '/api/settings/smtp', smtp)
  const mailing = (await world.rest.ask<{ id: string }>('POST', '/api/mailings', { filter: {} })).id
  const invite = await inviteByLink(world)
  return { connection, person: person?.id ?? '', identity, realm, run, plan, mailing, invite }
}

/** The token of a link as its reader would have it. */
async function inviteByLink(world: World): Promise<string> {
  const mail = await MailServer.start()
  await world.rest.ask('PUT', '/api/settings/smtp', mail.settings)
  const email = 'ines@contractor.example'
  await world.rest.ask('POST', '/api/invitations', { email, name: 'Ines Invited', role: 'member' })
  const link = claimLinkIn(await mail.waitForMessage(email))
  await mail.stop()
  return link.slice(link.lastIndexOf('/') + 1)
}

test.beforeAll(async ({ browser, world, viewport, contextOptions }) => {
  ids = await furnish(world)
  const storageState = toStorageState(STAFF.owner, world.url)
  const context = await browser.newContext({ ...contextOptions, viewport, storageState, baseURL: world.url })
  page = await context.newPage()
})

test.afterAll(() => page.context().close())

/** The address with its ids filled in. */
function fill(address: string): string {
  return Object.entries(ids).reduce((text, [name, id]) => text.replace(`{${name}}`, id), address)
}

for (const address of PAGES) {
  test(`${address} has no barriers`, async () => {
    await page.goto(fill(address))
    await expectAccessible(page)
  })
}

for (const { name, at, open } of DIALOGS) {
  test(`${name} at ${at} has no barriers`, async () => {
    await page.goto(fill(at))
    await open(page)
    await expectAccessible(page)
  })
}

test('signing in has no barriers', async ({ signInAs }) => {
  const visitor = await signInAs(null)
  await visitor.goto('/sign-in')
  await expectAccessible(visitor)
  await visitor.getByText('Another way: email and password').click()
  await visitor.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(visitor.getByText('Enter your email.')).toBeVisible()
  await expectAccessible(visitor)
})

test('a closed page has no barriers', async ({ signInAs }) => {
  const operator = await signInAs('operator')
  await operator.goto('/settings/keys')
  await expectAccessible(operator)
})
