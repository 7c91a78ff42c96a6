import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectAccessible } from './scan-page.ts'
import { ScimClient } from './world/scim-client.ts'
import { STAFF, toStorageState } from './world/staff.ts'
import { found, type World } from './world/world.ts'

test.use({ setting: { start: 'staffed' }, trace: 'off' })

type Ids = Record<'push' | 'quiet' | 'request' | 'refused' | 'user' | 'group' | 'person', string>

const AT = '/settings/integrations/scim'
const PAGES = [
  '/settings/integrations',
  `${AT}/new`,
  `${AT}/{quiet}`,
  `${AT}/{quiet}?section=requests`,
  `${AT}/{quiet}?section=resources`,
  `${AT}/{quiet}?section=groups`,
  `${AT}/{push}`,
  `${AT}/{push}?section=requests`,
  `${AT}/{push}?section=requests&show=problems`,
  `${AT}/{push}?section=resources`,
  `${AT}/{push}?section=resources&type=Group`,
  `${AT}/{push}?section=groups`,
  `${AT}/{push}?section=attributes`,
  `${AT}/{push}?section=rules`,
  `${AT}/{push}?section=test`,
  `${AT}/{push}?section=danger`,
  `${AT}/{push}/requests/{request}`,
  `${AT}/{push}/requests/{refused}`,
  `${AT}/{push}/resources/{user}`,
  `${AT}/{push}/resources/{group}`,
  '/sync/{push}?step=map',
  '/sync/{push}?step=review',
  '/users/unregistered/{person}',
]

const DIALOGS: { name: string; open: (page: Page) => Promise<void> }[] = [
  {
    name: 'create a token',
    open: (page) => page.getByRole('button', { name: 'Create token' }).first().click(),
  },
  {
    name: 'revoke a token',
    open: (page) =>
      page
        .getByRole('button', { name: /^Revoke/ })
        .first()
        .click(),
  },
]

let page: Page
let ids: Ids

/** A connection that has seen something of everything, and one that has seen nothing. */
async function furnish(world: World): Promise<Ids> {
  const client = await ScimClient.open(world, { displayName: 'Contoso push' })
  const quiet = await ScimClient.open(world, { displayName: 'Fabrikam push' })
  const user = await client.createUser('Mira Ö’Neil', 'mira@contoso.example')
  const group = await client.createGroup('Harbour crew', [user])
  await client.createUser('Someone else', 'MIRA@contoso.example').catch(() => undefined)
  const push = client.connection.id
  const listing = `/api/directory/connections/${push}/requests`
  const stored = () =>
    world.rest.ask<{ items: { id: string; status: number; resourceId: string | null }[] }>('GET', listing)
  await expect.poll(async () => (await stored()).items.length).toBe(3)
  const { items } = await stored()
  const [person] = await world.rest.listUsers({ search: 'Mira' })
  return {
    push,
    quiet: quiet.connection.id,
    user,
    group,
    request: found(
      items.find((one) => one.resourceId === user),
      'the request',
    ).id,
    refused: found(
      items.find((one) => one.status === 409),
      'the refusal',
    ).id,
    person: found(person, 'the person').id,
  }
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

/** On a phone as well, nobody has to scroll two ways. */
async function expectToFitAPhone(): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  expect(widths.page, `width of ${page.url()}`).toBeLessThanOrEqual(widths.screen)
  if (size) await page.setViewportSize(size)
}

for (const address of PAGES) {
  test(`${address} has no barriers`, async () => {
    await page.goto(fill(address))
    await expectAccessible(page)
    await expectToFitAPhone()
  })
}

for (const { name, open } of DIALOGS) {
  test(`${name} has no barriers`, async () => {
    await page.goto(fill(`${AT}/{push}`))
    await open(page)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
  })
}

test('an Operator reads requests, and neither tokens nor settings', async ({ signInAs }) => {
  const operator = await signInAs('operator')
  await operator.goto(fill(`${AT}/{push}/requests/{request}`))
  await expect(operator.getByText('What came in')).toBeVisible()
  await expect(operator.getByRole('main')).not.toContainText('mira@contoso.example')
  await operator.goto(fill(`${AT}/{push}?section=setup`))
  await expect(operator.getByText('You do not have access to this page')).toBeVisible()
  await operator.goto(`${AT}/new`)
  await expect(operator.getByText('This needs the role Admin or higher.')).toBeVisible()
})
